// A visit to a thread: what was there before it, when the one before ended, and what has been read.
import { include, parse as parseRanges, write as writeRanges } from "./ranges.js";

// A reload or a glance at another page is still the same visit; a visit ends when its reader has been away for this long.
const awayMilliseconds = 30 * 60 * 1000;

// Whatever stands in the store may be from another version, damaged, or put there by somebody else.
export function parse(text, now) {
    try {
        const { before, since, newest, at, read } = JSON.parse(text);
        const isWhole = [before, at].every(isNumber) && [since, newest].every(value => value === null || isNumber(value));
        // A clock that was wrong must not keep a visit from ending.
        return isWhole && at <= now && (since ?? 0) <= now ? { before, since, newest, at, read: parseRanges(read) } : null;
    } catch {
        return null;
    }
}

export function write(visit) {
    return JSON.stringify({ ...visit, read: writeRanges(visit.read) });
}

// When whoever stored this was here; 0 where it does not say.
export function lastSeen(text) {
    try {
        return Number(JSON.parse(text).at) || 0;
    } catch {
        return 0;
    }
}

export function isSame(last, now) {
    return last !== null && now - last.at <= awayMilliseconds;
}

// A comment's own page shows too little of the thread to begin or end a visit to it.
export function begin(last, now, { newest, isThread }) {
    if (!last) {
        // Nothing is new to somebody who comes for the first time.
        return { before: newest, since: null, newest: isThread ? newest : null, at: now, read: [] };
    }
    if (last.newest === null) {
        return { ...last, before: newest, since: null, newest: isThread ? newest : null, at: now };
    }
    const isOver = !isSame(last, now);
    return {
        before: isOver ? last.newest : last.before,
        since: isOver ? last.at : last.since,
        newest: Math.max(last.newest, newest),
        at: now,
        read: last.read,
    };
}

// The same thread may be open beside this page: what that page has stored, others, is kept. A comment's own page neither begins nor
// ends the visit to its thread; it only prolongs one.
export function merge(visit, others, { isThread, prolongs }) {
    for (const [from, to] of others?.read ?? []) {
        include(visit.read, from, to);
    }
    const read = visit.read;
    if (!isThread && others) {
        return { ...others, at: prolongs ? visit.at : others.at, read };
    }
    return {
        before: Math.max(visit.before, others?.before ?? -1),
        since: visit.since,
        newest: isThread ? Math.max(visit.newest, others?.newest ?? -1) : null,
        at: visit.at,
        read,
    };
}

function isNumber(value) {
    return Number.isSafeInteger(value) && value >= -1;
}
