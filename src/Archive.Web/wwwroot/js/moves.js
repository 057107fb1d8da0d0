// Moving among the comments of a page, and folding them. Each of these does one thing for whoever pressed a key or a button.
import { fold } from "./folds.js";
import * as thread from "./thread.js";
import { say } from "./voice.js";

export function step(by) {
    const all = comments();
    const from = current();
    if (!from) {
        const first = inSight(all.filter(comment => !thread.isHidden(comment)));
        return first ? moveTo(first) : say("No comment to read here");
    }
    let at = all.indexOf(from) + by;
    while (all[at] && thread.isHidden(all[at])) {
        at += by;
    }
    return all[at] ? moveTo(all[at]) : say(by > 0 ? "No later comment on this page" : "No earlier comment on this page");
}

export function stepNew(by) {
    const marked = comments().filter(thread.isNew);
    const reachable = marked.filter(comment => !thread.isHidden(comment));
    if (reachable.length === 0) {
        return say(marked.length > 0 ? "What is new here is folded" : "Nothing here is new");
    }
    const from = current();
    const here = from ?? inSight(comments());
    const isBeyond = comment => comment === here ? !from && by > 0
        : Boolean(here.compareDocumentPosition(comment) & (by > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING));
    const next = by > 0 ? reachable.find(isBeyond) : reachable.findLast(isBeyond);
    const around = next ?? reachable.at(by > 0 ? 0 : -1);
    moveTo(around);
    const place = `New: ${reachable.indexOf(around) + 1} of ${reachable.length}`;
    return say(next ? place : `${place}, from the ${by > 0 ? "top" : "end"} again`);
}

export function follow(otherwise, ...names) {
    onCurrent(comment => {
        const to = thread.way(comment, ...names);
        const there = to && isThisPage(to) ? document.getElementById(to.hash.slice(1)) : null;
        if (there) {
            moveTo(there);
        } else if (to) {
            to.click();
        } else {
            say(otherwise);
        }
    });
}

export function openPermalink() {
    onCurrent(comment => thread.permalinkOf(comment).click());
}

export function openLink(number) {
    onCurrent(comment => {
        const links = thread.linksOf(comment);
        if (links[number - 1]) {
            links[number - 1].click();
        } else {
            say(links.length === 0 ? "No links in this comment" : links.length === 1 ? "1 link in this comment" : `${links.length} links in this comment`);
        }
    });
}

export function foldComment() {
    onCurrent(comment => {
        const open = fold(comment);
        const replies = thread.commentsOf(comment).length;
        const number = thread.numberOf(comment).textContent.trim();
        say(`${number} ${open ? "opened" : "folded"}${replies > 0 ? `, with ${replies === 1 ? "1 reply" : `${replies} replies`}` : ""}`);
    });
}

export function focusAddressed() {
    const comment = thread.addressed();
    if (comment) {
        thread.standOf(comment).focus({ preventScroll: true });
    }
}

function onCurrent(action) {
    const comment = current();
    if (comment) {
        action(comment);
    } else {
        say(comments().length > 0 ? "No comment is chosen yet: j chooses one" : "There are no comments here");
    }
}

// Where the focus is, or what the address names: unless the reader has scrolled away from it.
export function current() {
    return [thread.commentAround(document.activeElement), thread.addressed()].find(comment => comment && isInView(thread.standOf(comment)));
}

function isInView(article) {
    const { top, bottom } = article.getBoundingClientRect();
    return bottom > thread.barHeight() && top < innerHeight;
}

// What the reader has before the eyes when no comment has the focus.
function inSight(readable) {
    return readable.find(comment => {
        const { top, bottom } = thread.standOf(comment).getBoundingClientRect();
        return top >= thread.barHeight() || bottom > innerHeight / 2;
    }) ?? readable.at(-1);
}

// As a link leads there: to the upper edge of the window and marked. Steps of one walk are one entry of the history.
export function goTo(comment, isStep = false) {
    isStep ? location.replace(`#${comment.id}`) : location.assign(`#${comment.id}`);
    thread.standOf(comment).focus({ preventScroll: true });
}

export const hasFocusInView = comment => isInView(thread.standOf(comment));

// At once, without a glide: whoever holds j down would wait for it.
function moveTo(comment) {
    const stand = thread.standOf(comment);
    stand.focus({ preventScroll: true });
    const { top, bottom } = stand.getBoundingClientRect();
    if (top < thread.barHeight() || bottom > innerHeight) {
        stand.scrollIntoView({ block: "start" });
    }
}

function comments() {
    return thread.commentsOf(document).filter(thread.articleOf);
}

function isThisPage(link) {
    return link.hash && link.pathname === location.pathname && link.search === location.search;
}
