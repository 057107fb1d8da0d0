// Moving through the lists of a page without a thread: hits, posts, comments, names. Nothing else knows their elements and classes.
import { say } from "./voice.js";

const items = "main :is(:is(.hits, .posts, .post-lines, .titles, .names, .cited, .blogs, .in-line, .as-captured) > li, .ledger tbody > tr)";

// The focus goes to what an entry leads to, so that Enter opens it as it opens every link.
const linkOf = item => item.querySelector(":is(h2, h3) a[href], a.snippet") ?? item.querySelector("a[href]");

export function step(by) {
    const entries = [...document.querySelectorAll(items)].filter(item => item.checkVisibility() && linkOf(item));
    const at = entries.findLastIndex(item => item.contains(document.activeElement) && isInView(item));
    const next = at < 0 ? entries.find(item => item.getBoundingClientRect().top >= 0) ?? entries.at(-1) : entries[at + by];
    if (!next) {
        say(entries.length === 0 ? "No list to go through here" : by > 0 ? "The last of this page" : "The first of this page");
        return;
    }
    linkOf(next).focus({ preventScroll: true });
    const { top, bottom } = next.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) {
        next.scrollIntoView();
    }
}

function isInView(item) {
    const { top, bottom } = item.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
}
