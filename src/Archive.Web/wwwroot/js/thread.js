// The markup of a thread, as _Thread.cshtml and _Comment.cshtml write it: nothing else knows its elements and classes.

export const section = document.querySelector(".comments");

// A comment is an item of a list: its article, and beside that its replies.
const item = ".thread > li";

export const commentsOf = root => [...root.querySelectorAll(item)];
export const commentAround = element => element?.closest(item) ?? null;
export const answeredBy = comment => commentAround(comment.parentElement);
export const addressed = () => document.querySelector(`${item}:target`);

export function commentNamed(id) {
    const found = document.getElementById(id);
    return found?.matches(item) ? found : null;
}

export const articleOf = comment => comment.querySelector(":scope > article");
export const headerOf = comment => comment.querySelector(":scope > article > header");
export const endOf = comment => comment.querySelector(":scope > article > details > footer");
export const numberOf = comment => articleOf(comment).querySelector(".number");
export const permalinkOf = comment => articleOf(comment).querySelector("a.permalink") ?? articleOf(comment).querySelector("a.number");

// Its text folds, and its replies do.
export const textFoldOf = comment => comment.querySelector(":scope > article > details.said");
export const replyFoldOf = comment => comment.querySelector(":scope > details.replies");
export const isTextFold = fold => fold.matches("details.said");
export const isReplyFold = fold => fold.matches("details.replies");
export const foldsAround = element => {
    const folds = [];
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) {
        folds.push(fold);
    }
    return folds;
};
export const closedTextFolds = () => [...section.querySelectorAll("details.said:not([open])")];
export const closedFolds = () => [...section.querySelectorAll("details.said:not([open]), details.replies:not([open])")];
export const textIn = fold => fold.querySelector(".writing, .state")?.textContent ?? "";

export const isFolded = comment => comment.closest("details:not([open])") !== null || textFoldOf(comment)?.open === false;

// The page's own links know parents and neighbours in every order, and on other pages.
export function way(comment, ...names) {
    const links = names.map(name => "a." + name).join(", ");
    return comment.querySelector(`:scope > article > details > footer :is(${links})`);
}

// What the archive adds beside a link is not what the writer linked to.
export const linksOf = comment =>
    [...comment.querySelectorAll(":scope > article > details.said > .writing a[href]")].filter(link => !link.closest(".beside"));

// In which order they came to the archive, from 0; what the page shows is counted in it too. -1 where there is none.
export const post = section?.dataset.post ?? null;
export const newest = Number.parseInt(section?.dataset.newest, 10);
export const countedComments = () => [...section.querySelectorAll(`${item}[data-n]`)];
export const arrivalOf = comment => Number(comment.dataset.n);

// What scripts mark.
export const isRead = comment => "read" in comment.dataset;
export const isNew = comment => "new" in comment.dataset;
export const markRead = comment => { comment.dataset.read = ""; };

export function markNew(comment, sign) {
    comment.dataset.new = "";
    headerOf(comment).append(sign);
}

export function unmark(comment) {
    delete comment.dataset.new;
    delete comment.dataset.read;
    comment.querySelector(":scope > article > header > b.new")?.remove();
}
