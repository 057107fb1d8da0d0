// What comes with folds. Folding itself needs no script: these are a folded text's first words, the comment that an address
// names, paper, and folding what is read.
"use strict";

(() => {
    const previewLength = 80;

    const comments = document.querySelector(".comments");
    if (!comments) {
        return;
    }

    let openedForPaper = [], foldedAsRead = [];

    // On the way down, because toggle events do not come up.
    comments.addEventListener("toggle", event => preview(event.target), true);
    comments.querySelectorAll("details.said:not([open])").forEach(preview);
    addEventListener("hashchange", showAddressed);
    addEventListener("beforeprint", openForPaper);
    addEventListener("afterprint", foldAfterPaper);
    document.addEventListener("archive:fold-read", event => foldRead(event.detail));
    showAddressed();

    // Made when it is needed and taken away again, so that the page neither weighs nor says anything twice.
    function preview(fold) {
        if (!fold.matches("details.said")) {
            return;
        }
        const summary = fold.querySelector("summary");
        summary.querySelector(".preview")?.remove();
        if (!fold.open) {
            const words = document.createElement("span");
            words.className = "preview";
            words.dir = "auto";
            words.textContent = beginning(fold.querySelector(".writing, .state")?.textContent ?? "");
            summary.append(" ", words);
        }
    }

    function beginning(text) {
        const words = text.slice(0, 10 * previewLength).replace(/\s+/g, " ").trim();
        if (words.length <= previewLength) {
            return words;
        }
        const cut = words.slice(0, previewLength).replace(/[\uD800-\uDBFF]$/, "");
        const end = cut.lastIndexOf(" ");
        return `${end > previewLength / 2 ? cut.slice(0, end) : cut}…`;
    }

    // Some browsers open the folds around it themselves; none opens the comment's own text.
    function showAddressed() {
        const item = document.getElementById(location.hash.slice(1));
        if (!item?.matches(".thread > li")) {
            return;
        }
        const folds = [item.querySelector(":scope > article > details.said")];
        for (let fold = item.closest("details"); fold; fold = fold.parentElement.closest("details")) {
            folds.push(fold);
        }
        const closed = folds.filter(fold => fold && !fold.open);
        closed.forEach(fold => { fold.open = true; });
        if (closed.length > 0) {
            item.scrollIntoView();
        }
    }

    // Paper cannot be unfolded.
    function openForPaper() {
        openedForPaper = [...comments.querySelectorAll("details.said:not([open]), details.replies:not([open])")];
        openedForPaper.forEach(fold => { fold.open = true; });
    }

    function foldAfterPaper() {
        openedForPaper.forEach(fold => { fold.open = false; });
        openedForPaper = [];
    }

    // As Tildes does it: of each branch the shallowest comment that is read, and has nothing unread below it, is folded whole.
    // Of those above something unread, the ones that are read keep one line of text. What an address names stays open, and so
    // does what it answers.
    function foldRead(button) {
        if (foldedAsRead.length > 0) {
            foldedAsRead.forEach(fold => { fold.open = true; });
            foldedAsRead = [];
            button.textContent = "Fold what I have read";
            return;
        }
        foldedAsRead = foldsOfRead([...comments.querySelectorAll(".thread > li")]);
        foldedAsRead.forEach(fold => { fold.open = false; });
        if (foldedAsRead.length > 0) {
            button.textContent = "Unfold what I have read";
        } else {
            say("No comment here is read yet");
        }
    }

    function foldsOfRead(items) {
        const isKept = item => !("read" in item.dataset) || "new" in item.dataset;
        const addressed = withAncestors(items.filter(item => item.matches(":target")));
        const aboveKept = withAncestors(items.filter(isKept));
        const hidden = new Set();
        const folds = [];
        // Replies come after what they answer.
        for (const item of items) {
            if (hidden.has(parentOf(item))) {
                hidden.add(item);
            } else if (!isKept(item) && !addressed.has(item)) {
                folds.push(item.querySelector(":scope > article > details.said"));
                if (!aboveKept.has(item)) {
                    folds.push(item.querySelector(":scope > details.replies"));
                    hidden.add(item);
                }
            }
        }
        return folds.filter(fold => fold?.open);
    }

    function withAncestors(items) {
        const all = new Set();
        for (let item of items) {
            for (; item && !all.has(item); item = parentOf(item)) {
                all.add(item);
            }
        }
        return all;
    }

    function parentOf(item) {
        return item.parentElement.closest(".thread > li");
    }

    function say(words) {
        document.dispatchEvent(new CustomEvent("archive:say", { detail: words }));
    }
})();
