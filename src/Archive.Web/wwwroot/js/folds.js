// What comes with folds. Folding itself needs no script: these are a folded text's first words, the comment that an address
// names, paper, and folding what is read.
import { element } from "./elements.js";
import { foldsOfRead } from "./pure/folding.js";
import { preview } from "./pure/preview.js";
import * as thread from "./thread.js";
import { say } from "./voice.js";

let openedForPaper = [], foldedAsRead = [];

export function addFoldLines() {
    if (!thread.section) {
        return;
    }
    // On the way down, because toggle events do not come up.
    thread.section.addEventListener("toggle", event => thread.isTextFold(event.target) && showPreview(event.target), true);
    thread.closedTextFolds().forEach(showPreview);
    addEventListener("hashchange", showAddressed);
    addEventListener("beforeprint", openForPaper);
    addEventListener("afterprint", foldAfterPaper);
    showAddressed();
}

// Made when it is needed and taken away again, so that the page neither weighs nor says anything twice.
function showPreview(fold) {
    const summary = fold.querySelector("summary");
    summary.querySelector(".preview")?.remove();
    if (!fold.open) {
        summary.append(" ", element("span", { class: "preview", dir: "auto" }, preview(thread.textIn(fold))));
    }
}

// Some browsers open the folds around it themselves; none opens the comment's own text.
function showAddressed() {
    const comment = thread.commentNamed(location.hash.slice(1));
    if (!comment) {
        return;
    }
    const closed = [thread.textFoldOf(comment), ...thread.foldsAround(comment)].filter(fold => fold && !fold.open);
    closed.forEach(fold => { fold.open = true; });
    if (closed.length > 0) {
        comment.scrollIntoView();
    }
}

// Paper cannot be unfolded.
function openForPaper() {
    openedForPaper = thread.closedFolds();
    openedForPaper.forEach(fold => { fold.open = true; });
}

function foldAfterPaper() {
    openedForPaper.forEach(fold => { fold.open = false; });
    openedForPaper = [];
}

// Folds what is read, or opens again what this has folded.
export function foldRead(button) {
    if (foldedAsRead.length > 0) {
        foldedAsRead.forEach(fold => { fold.open = true; });
        foldedAsRead = [];
        button.textContent = "Fold what I have read";
        return;
    }
    foldedAsRead = openFoldsOfRead();
    foldedAsRead.forEach(fold => { fold.open = false; });
    if (foldedAsRead.length > 0) {
        button.textContent = "Unfold what I have read";
    } else {
        say("No comment here is read yet");
    }
}

function openFoldsOfRead() {
    const comments = thread.commentsOf(thread.section);
    const indices = new Map(comments.map((comment, index) => [comment, index]));
    const addressed = thread.addressed();
    const folds = foldsOfRead(comments.map(comment => ({
        parent: indices.get(thread.answeredBy(comment)) ?? -1,
        isRead: thread.isRead(comment) && !thread.isNew(comment),
        isAddressed: comment === addressed,
    })));
    return folds
        .flatMap(({ index, isWhole }) => [thread.textFoldOf(comments[index]), isWhole ? thread.replyFoldOf(comments[index]) : null])
        .filter(fold => fold?.open);
}
