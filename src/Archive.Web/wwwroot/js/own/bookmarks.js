// One's own bookmarks and notes: kept in this browser and sent to nobody.
import { parse, put, without, write } from "../pure/bookmarks.js";
import { isList } from "../pure/texts.js";
import { attempt, store } from "../store.js";

const key = "archive:bookmarks";
const asideKey = "archive:bookmarks:damaged";
const changed = new EventTarget();

// Read anew each time, because another page may have written meanwhile.
export const bookmarks = () => parse(store?.getItem(key), Date.now());
export const bookmarkOf = address => bookmarks().find(bookmark => bookmark.address === address) ?? null;

// Null where it is kept, else the reason in words.
export function keepBookmark(bookmark) {
    const all = put(bookmarks(), bookmark, Date.now());
    return all ? writeAll(all) : "There is no room for another: remove some first.";
}

export function removeBookmark(address) {
    return writeAll(without(bookmarks(), address));
}

export function writeAll(all) {
    putAside();
    const isKept = store !== null && attempt(() => all.length > 0 ? store.setItem(key, write(all)) : store.removeItem(key));
    changed.dispatchEvent(new Event("change"));
    return isKept ? null : "This browser’s store is full or closed: nothing was kept.";
}

// What stands here and cannot be read may be somebody's notes all the same: it stays beside what is written over it.
function putAside() {
    const stored = store?.getItem(key);
    if (stored && !isList(stored)) {
        attempt(() => store.setItem(asideKey, stored));
    }
}

export function forgetBookmarks() {
    writeAll([]);
    attempt(() => store?.removeItem(asideKey));
}

export function whenBookmarksChange(action) {
    changed.addEventListener("change", action);
    addEventListener("storage", event => (event.key === key || event.key === null) && action());
}
