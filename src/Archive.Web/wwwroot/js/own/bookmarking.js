// Bookmarks on the page of a thread: a line in the menu of each comment, and a sign at those that have one.
import { button } from "../elements.js";
import { addressOf } from "../pure/own-address.js";
import { preview } from "../pure/preview.js";
import { store } from "../store.js";
import * as thread from "../thread.js";
import { say } from "../voice.js";

let follows = false;

export function offerBookmarks() {
    if (!store || !thread.post) {
        return;
    }
    thread.whenMenuOpens((comment, add) => add(button("bookmark", () => edit(comment), { class: "bookmark" })));
    thread.toolsOfPost()?.append(" · ", button("bookmark", () => edit(null), { class: "bookmark" }));
    // What belongs to it comes only where there is something to mark.
    if (store.getItem("archive:bookmarks")?.includes(thread.post)) {
        followBookmarks();
    }
}

export function bookmarkCurrent(comment) {
    if (!store || !thread.post) {
        say("Nothing here to bookmark");
    } else {
        edit(comment);
    }
}

async function edit(comment) {
    const address = addressOf(thread.post, comment?.id.slice(1));
    const [{ editBookmark }, { bookmarkOf }] = await Promise.all([import("./bookmark-dialog.js"), import("./bookmarks.js")]);
    followBookmarks();
    editBookmark(bookmarkOf(address) ?? {
        address,
        title: thread.titleOfPost(),
        number: comment ? thread.numberOf(comment).textContent.trim() : "",
        words: preview(comment ? thread.textOf(comment) : thread.partsOfPost().map(part => part.textContent).join(" ")),
        note: "",
    });
}

async function followBookmarks() {
    if (!follows) {
        follows = true;
        const { bookmarks, whenBookmarksChange } = await import("./bookmarks.js");
        whenBookmarksChange(() => markAll(bookmarks()));
        markAll(bookmarks());
    }
}

// The signs are made anew, so that what another page has written is seen here too.
function markAll(all) {
    document.querySelectorAll("button.mine").forEach(sign => sign.remove());
    for (const { address, note } of all.filter(({ address }) => address === thread.post || address.startsWith(`${thread.post}/`))) {
        const comment = address === thread.post ? null : thread.commentNamed(`c${decoded(address.slice(thread.post.length + 1))}`);
        const sign = button(note ? "your note" : "bookmarked", () => edit(comment), { class: "mine", ...(note && { title: note }) });
        if (comment) {
            thread.addSign(comment, sign);
        } else if (address === thread.post) {
            thread.toolsOfPost()?.append(" ", sign);
        }
    }
}

function decoded(key) {
    try {
        return decodeURIComponent(key);
    } catch {
        return key;
    }
}
