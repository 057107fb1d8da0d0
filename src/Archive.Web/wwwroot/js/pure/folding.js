// Which folds close when a reader folds what has been read.

// As Tildes does it: of each branch the shallowest comment that is read, and has nothing unread below it, is folded whole. Of those
// above something unread, the ones that are read keep one line of text. What an address names stays open, and so does what it answers.
// Each comment names the index of the one that it answers, -1 where that is not on the page; replies come after it.
export function foldsOfRead(comments) {
    const addressed = withAncestors(comments, comment => comment.isAddressed);
    const aboveUnread = withAncestors(comments, comment => !comment.isRead);
    const hidden = new Set();
    const folds = [];
    comments.forEach(({ parent, isRead }, index) => {
        if (hidden.has(parent)) {
            hidden.add(index);
        } else if (isRead && !addressed.has(index)) {
            const isWhole = !aboveUnread.has(index);
            folds.push({ index, isWhole });
            if (isWhole) {
                hidden.add(index);
            }
        }
    });
    return folds;
}

function withAncestors(comments, isMeant) {
    const all = new Set();
    comments.forEach((comment, index) => {
        for (let at = isMeant(comment) ? index : -1; at >= 0 && !all.has(at); at = comments[at].parent) {
            all.add(at);
        }
    });
    return all;
}
