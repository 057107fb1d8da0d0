// What comes with folds. Folding itself needs no script: these are a folded comment's first words, the line of a level as a handle,
// the comment that an address names, folding all in place, paper, and folding what is read.
import { element } from "./elements.js";
import { foldsOfRead } from "./pure/folding.js";
import { preview } from "./pure/preview.js";
import * as thread from "./thread.js";
import { say } from "./voice.js";

let openedForPaper = [], foldedAsRead = [], madeBrief = [];

export function addFoldLines() {
    if (!thread.section) {
        return;
    }
    // On the way down, because toggle events do not come up.
    thread.section.addEventListener("toggle", event => {
        if (thread.isFold(event.target)) {
            showPreview(event.target);
            nameFoldAllSoon();
        }
    }, true);
    thread.section.addEventListener("click", foldByLine);
    thread.section.addEventListener("mouseover", event => showLine(thread.foldedBy(event.target) ? event.target : null));
    thread.section.addEventListener("mouseleave", () => showLine(null));
    thread.closedFolds().forEach(showPreview);
    thread.foldAllLink?.addEventListener("click", event => {
        event.preventDefault();
        foldAll();
    });
    addEventListener("hashchange", showAddressed);
    addEventListener("beforeprint", openForPaper);
    addEventListener("afterprint", foldAfterPaper);
    showAddressed();
}

// Closes or opens the fold of a comment; its head stays before the eyes, however far below it the reader was.
export function fold(comment, isOpen = !thread.foldOf(comment).open) {
    if (thread.isBrief(comment)) {
        thread.makeBrief(comment, false);
        return true;
    }
    thread.foldOf(comment).open = isOpen;
    const stand = thread.standOf(comment);
    stand.focus({ preventScroll: true });
    if (stand.getBoundingClientRect().top < thread.barHeight()) {
        stand.scrollIntoView({ block: "start" });
    }
    return isOpen;
}

export function foldAll() {
    const branches = thread.branches();
    const here = thread.commentAround(document.activeElement) ?? thread.addressed();
    const open = !isAnyOpen(branches);
    const folds = open ? thread.closedFolds() : branches.map(thread.foldOf);
    folds.forEach(fold => { fold.open = open; });
    const branch = here && branches.findLast(branch => branch.contains(here));
    if (branch) {
        thread.standOf(branch).focus({ preventScroll: true });
        branch.scrollIntoView({ block: "nearest" });
    }
    nameFoldAll();
    say(open ? "All branches are open" : "All branches are folded");
}

const isAnyOpen = branches => branches.some(branch => !thread.isHidden(branch) && thread.foldOf(branch).open);

// The link says what it will do, whoever has opened or folded what; of many folds at once, once.
let naming = 0;

function nameFoldAllSoon() {
    cancelAnimationFrame(naming);
    naming = requestAnimationFrame(nameFoldAll);
}

function nameFoldAll() {
    if (thread.foldAllLink) {
        thread.foldAllLink.textContent = isAnyOpen(thread.branches()) ? "fold all" : "open all";
    }
}

function foldByLine(event) {
    const lined = thread.foldedBy(event.target);
    if (lined) {
        fold(thread.commentOf(lined), false);
    } else if (event.target.closest("[data-brief]") && !event.target.closest("a, summary")) {
        thread.makeBrief(thread.commentAround(event.target), false);
    }
}

let lit = null;

function showLine(list) {
    lit?.classList.remove("over");
    list?.classList.add("over");
    lit = list;
}

// Made when it is needed and taken away again, so that the page neither weighs nor says anything twice.
function showPreview(fold) {
    const summary = thread.headOf(fold);
    summary.querySelector(".preview")?.remove();
    if (!fold.open) {
        summary.append(" ", element("span", { class: "preview", dir: "auto" }, preview(thread.textOf(thread.commentOf(fold)))));
    }
}

// Some browsers open the folds around it themselves.
function showAddressed() {
    const comment = thread.commentNamed(location.hash.slice(1));
    if (!comment) {
        return;
    }
    const closed = thread.foldsAround(thread.articleOf(comment)).filter(fold => !fold.open);
    closed.forEach(fold => { fold.open = true; });
    if (closed.length > 0) {
        comment.scrollIntoView();
    }
}

// Paper cannot be unfolded.
function openForPaper() {
    openedForPaper = [...thread.closedFolds(), ...thread.openInside()];
    openedForPaper.forEach(fold => { fold.open = true; });
}

function foldAfterPaper() {
    openedForPaper.forEach(fold => { fold.open = false; });
    openedForPaper = [];
}

// Folds what is read, or opens again what this has folded.
export function foldRead(button) {
    if (foldedAsRead.length + madeBrief.length > 0) {
        foldedAsRead.forEach(comment => { thread.foldOf(comment).open = true; });
        madeBrief.forEach(comment => thread.makeBrief(comment, false));
        [foldedAsRead, madeBrief] = [[], []];
        button.textContent = "Fold what I have read";
        return;
    }
    const comments = thread.commentsOf(thread.section);
    const folds = foldsOf(comments);
    foldedAsRead = folds.filter(fold => fold.isWhole).map(fold => comments[fold.index]).filter(comment => thread.foldOf(comment).open);
    madeBrief = folds.filter(fold => !fold.isWhole).map(fold => comments[fold.index]);
    foldedAsRead.forEach(comment => { thread.foldOf(comment).open = false; });
    madeBrief.forEach(comment => thread.makeBrief(comment, true));
    if (foldedAsRead.length + madeBrief.length > 0) {
        button.textContent = "Unfold what I have read";
    } else {
        say("No comment here is read yet");
    }
}

function foldsOf(comments) {
    const indices = new Map(comments.map((comment, index) => [comment, index]));
    const addressed = thread.addressed();
    return foldsOfRead(comments.map(comment => ({
        parent: indices.get(thread.answeredBy(comment)) ?? -1,
        isRead: thread.isRead(comment) && !thread.isNew(comment),
        isAddressed: comment === addressed,
    })));
}
