// Bookmarks with notes: a list, the newest first, as it is stored in this browser and written into a file.
import { isOwn } from "./own-address.js";
import { list, text, time } from "./texts.js";

// All of it together is less than a third of what browsers let a site store.
const maxBookmarks = 500;
export const maxNote = 2000;
export const maxFileBytes = 4_000_000;
const maxTitle = 200;
const maxWords = 160;
const maxNumber = 80;

const kind = "archive-bookmarks";

export function parse(stored, now) {
    return cleaned(list(stored), now);
}

export function write(bookmarks) {
    return JSON.stringify(bookmarks);
}

// Null where the list is full.
export function put(bookmarks, bookmark, now) {
    const others = bookmarks.filter(other => other.address !== bookmark.address);
    return others.length >= maxBookmarks ? null : cleaned([bookmark, ...others], now);
}

export function without(bookmarks, address) {
    return bookmarks.filter(bookmark => bookmark.address !== address);
}

export function file(bookmarks, site) {
    return `${JSON.stringify({ kind, version: 1, site, bookmarks: bookmarks.map(bookmark => ({ ...bookmark, at: new Date(bookmark.at).toISOString() })) }, null, 2)}\n`;
}

// What a file brings: of two bookmarks of one address the later one stays. Null where the file is no such file.
export function brought(bookmarks, content, now) {
    const all = fileList(content);
    if (!all) {
        return null;
    }
    const read = cleaned(all.map(one => ({ ...one, at: Date.parse(one?.at) })), now);
    const here = new Map(bookmarks.map(bookmark => [bookmark.address, bookmark]));
    const [added, changed] = [read.filter(one => !here.has(one.address)), read.filter(one => here.get(one.address)?.at < one.at)];
    const merged = new Map([...bookmarks, ...changed, ...added].map(bookmark => [bookmark.address, bookmark]));
    const kept = [...merged.values()].slice(0, maxBookmarks).sort((one, other) => other.at - one.at);
    return { bookmarks: kept, added: added.length - (merged.size - kept.length), changed: changed.length, refused: all.length - read.length + merged.size - kept.length };
}

function fileList(content) {
    try {
        const parsed = JSON.parse(content);
        return parsed?.kind === kind && Array.isArray(parsed.bookmarks) ? parsed.bookmarks : null;
    } catch {
        return null;
    }
}

function cleaned(all, now) {
    const known = new Set();
    return all.filter(one => isOwn(one?.address) && !known.has(one.address) && known.add(one.address)).slice(0, maxBookmarks).map(one => ({
        address: one.address,
        title: text(one.title, maxTitle),
        number: text(one.number, maxNumber),
        words: text(one.words, maxWords),
        note: text(one.note, maxNote),
        at: time(one.at, now),
    }));
}
