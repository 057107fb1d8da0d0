// One bookmark with its note, to be kept, changed or removed.
import { button, element } from "../elements.js";
import { maxNote } from "../pure/bookmarks.js";
import { bookmarkOf, keepBookmark, removeBookmark } from "./bookmarks.js";

export function editBookmark(bookmark) {
    const note = element("textarea", { id: "bookmark-note", rows: "5", maxlength: String(maxNote), dir: "auto" });
    const answer = element("p", { role: "status" });
    note.value = bookmark.note;
    const close = objection => {
        answer.textContent = objection ?? "";
        if (!objection) {
            dialog.close();
        }
    };
    const form = element("form", {},
        element("p", { class: "quiet" }, bookmark.number ? `Comment ${bookmark.number} under ` : "", element("bdi", {}, bookmark.title || "Untitled")),
        element("p", { class: "quote", dir: "auto" }, bookmark.words),
        element("label", { for: "bookmark-note" }, "Your note, if you like"),
        note,
        element("p", { class: "buttons" },
            element("button", { class: "button" }, "Keep"), " ",
            ...(bookmarkOf(bookmark.address) ? [button("Remove", () => close(removeBookmark(bookmark.address))), " "] : []),
            button("Cancel", () => dialog.close())),
        answer,
        element("p", { class: "quiet" }, "It stays in this browser. ", element("a", { href: "/settings/bookmarks" }, "All bookmarks")));
    form.addEventListener("submit", event => {
        event.preventDefault();
        close(keepBookmark({ ...bookmark, note: note.value, at: Date.now() }));
    });
    const dialog = element("dialog", { class: "bookmark", "aria-labelledby": "bookmark-heading" }, element("h2", { id: "bookmark-heading" }, "Bookmark"), form);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    note.focus();
}
