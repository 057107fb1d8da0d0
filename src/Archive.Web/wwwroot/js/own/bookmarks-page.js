// The list of one's own bookmarks, which goes out as a file and comes back from one.
import { button, element } from "../elements.js";
import { brought, file, maxFileBytes } from "../pure/bookmarks.js";
import { addressOf, inThread } from "../pure/own-address.js";
import { store } from "../store.js";
import { editBookmark } from "./bookmark-dialog.js";
import { bookmarks, keepBookmark, removeBookmark, whenBookmarksChange, writeAll } from "./bookmarks.js";

const answer = element("p", { role: "status" });
const rows = element("ol", { class: "titles own-bookmarks" });
const much = element("p", { class: "count" });

export function show(page) {
    if (!store) {
        page.append(element("p", { class: "notice" }, "This browser keeps nothing for this site, so there can be no bookmarks here."));
        return;
    }
    page.append(much, rows, answer, tools());
    whenBookmarksChange(list);
    list();
}

function list() {
    const all = bookmarks();
    much.textContent = all.length === 0 ? "No bookmarks yet: the menu of each comment has “bookmark”, and so has the record beneath each post."
        : `${all.length} ${all.length === 1 ? "bookmark" : "bookmarks"}, the newest first`;
    rows.replaceChildren(...all.map(row));
}

function row(bookmark) {
    return element("li", {},
        element("h2", {}, element("a", { href: inThread(bookmark.address) }, element("bdi", {}, bookmark.title || "Untitled"), bookmark.number ? ` · comment ${bookmark.number}` : "")),
        element("p", { class: "quote", dir: "auto" }, bookmark.words),
        ...(bookmark.note ? [element("p", { class: "note", dir: "auto" }, bookmark.note)] : []),
        element("p", { class: "quiet" },
            element("a", { class: "long", href: bookmark.address }, new URL(bookmark.address, location.href).href)),
        element("p", { class: "quiet" },
            ...(bookmark.at ? [element("time", { datetime: new Date(bookmark.at).toISOString() }, day(bookmark.at)), " · "] : []),
            button("edit", () => editBookmark(bookmark), { "aria-label": `Edit ${named(bookmark)}` }), " ",
            button("remove", () => remove(bookmark), { "aria-label": `Remove ${named(bookmark)}` })));
}

// What has just been removed can be had back, and the focus stays near.
function remove(bookmark) {
    const objection = removeBookmark(bookmark.address);
    answer.replaceChildren(objection ?? `Removed ${named(bookmark)}. `, ...(objection ? [] : [button("Bring it back", () => {
        answer.textContent = keepBookmark(bookmark) ?? "It is back.";
    })]));
    answer.querySelector("button")?.focus();
}

function tools() {
    const input = element("input", { type: "file", id: "bookmarks-file", accept: ".json,application/json" });
    input.addEventListener("change", async () => {
        answer.textContent = input.files[0] ? await bring(input.files[0]) : "";
        input.value = "";
    });
    return element("div", { class: "own-tools" },
        button("Save as a file", save, { class: "button" }),
        element("p", {}, element("label", { for: "bookmarks-file" }, "Bring from a file"), " ", input));
}

function save() {
    const address = URL.createObjectURL(new Blob([file(bookmarks(), location.origin)], { type: "application/json" }));
    element("a", { href: address, download: "bookmarks.json" }).click();
    setTimeout(() => URL.revokeObjectURL(address));
}

async function bring(chosen) {
    const result = chosen.size > maxFileBytes ? null : brought(bookmarks(), await chosen.text(), Date.now());
    if (!result) {
        return "This is no file of bookmarks that this page has saved.";
    }
    return writeAll(result.bookmarks) ?? `${result.added} new, ${result.changed} changed${result.refused > 0 ? `, ${result.refused} left out` : ""}.`;
}

const named = ({ title, number }) => number ? `comment ${number} under ${title || "Untitled"}` : title || "Untitled";

const day = at => new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
