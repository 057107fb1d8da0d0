// The markup of a thread, as _Thread.cshtml and _Comment.cshtml write it: nothing else knows its elements and classes.

// Captures and what changed between them list comments without folds or menus; their pages are walked as lists are.
export const section = document.querySelector(".comments[data-post]");

// A comment is an item of a list: its article, and beside that its replies.
const item = "[data-post] .thread > li";

export const commentsOf = root => [...root.querySelectorAll(item)];
export const commentAround = element => element?.closest(item) ?? null;
export const answeredBy = comment => commentAround(comment.parentElement);
export const addressed = () => document.querySelector(`${item}:target`);

export function commentNamed(id) {
    const found = document.getElementById(id);
    return found?.matches(item) ? found : null;
}

export const articleOf = comment => comment.querySelector(":scope > .branch > article");
export const headerOf = comment => comment.querySelector(":scope > .branch > article > header");
export const numberOf = comment => articleOf(comment).querySelector(".number");
export const permalinkOf = comment => articleOf(comment).querySelector(".menu a.permalink");
export const listOfMenu = menu => menu.matches(".menu") ? menu.querySelector(":scope > ul") : null;
export const openLists = () => [...section.querySelectorAll(".menu[open], .branches[open]")];
const menuOf = comment => articleOf(comment).querySelector(".menu > ul");
export const nameOf = comment => articleOf(comment).querySelector(".author")?.textContent.trim() ?? "";
export const textOf = comment => articleOf(comment).querySelector(".said > :is(.writing, .state)")?.textContent.trim() ?? "";

// Where its text ends: nothing to be seen, but it can be seen that it is in view.
export function endOf(comment) {
    const said = articleOf(comment).querySelector(".said");
    const end = said.querySelector(":scope > .end") ?? said.appendChild(document.createElement("span"));
    end.className = "end";
    return end;
}

// One fold holds a comment and all below it.
export const foldOf = comment => comment.querySelector(":scope > .branch");
export const isFold = element => element.matches(".branch");
export const foldedBy = list => list.matches(".branch > .thread") ? list.parentElement : null;
export const headOf = fold => fold.querySelector(":scope > summary");
export const commentOf = fold => fold.closest(item);
export const foldsAround = element => {
    const folds = [];
    for (let fold = element.closest(".branch"); fold; fold = fold.parentElement.closest(".branch")) {
        folds.push(fold);
    }
    return folds;
};
export const closedFolds = () => [...section.querySelectorAll(".branch:not([open])")];
export const openInside = () => [...section.querySelectorAll(".earlier:not([open])")];
// It stands inside a closed fold; where its own is closed, its head is there.
export const isHidden = comment => comment.parentElement.closest(".branch:not([open])") !== null;
// What takes the focus for it.
export const standOf = comment => foldOf(comment).open ? articleOf(comment) : headOf(foldOf(comment));

// A comment whose replies are read one by one keeps a line of its text.
export const isBrief = comment => "brief" in articleOf(comment).dataset;
export const makeBrief = (comment, on) => on ? articleOf(comment).dataset.brief = "" : delete articleOf(comment).dataset.brief;

// The comments that begin a branch; where all of the page stand below one, those that answer it.
export function branches() {
    const list = [...section.querySelectorAll(":scope > .thread")].at(-1);
    const top = list ? [...list.children] : [];
    return top.length === 1 ? [top[0], ...top[0].querySelectorAll(":scope > .branch > .thread > li")] : top;
}

// The page's own links know parents and neighbours in every order, and on other pages.
export function way(comment, ...names) {
    const links = names.map(name => "a." + name).join(", ");
    return articleOf(comment).querySelector(`.menu :is(${links})`);
}

// What the archive adds beside a link is not what the writer linked to.
export const linksOf = comment =>
    [...articleOf(comment).querySelectorAll(":scope > .said > .writing a[href]")].filter(link => !link.closest(".beside"));

// The line that stays in the window, the drawing of the thread, and the links to what a comment answers.
export const bar = section?.querySelector(":scope > nav.where") ?? null;
export const barHeight = () => bar?.offsetHeight ?? 0;
export const shape = section?.querySelector(":scope > .shape") ?? null;
export const strokes = () => [...shape.querySelectorAll("a")];
export const foldAllLink = section?.querySelector("a.fold-all") ?? null;
export const answersLink = element => element.closest("a.answers");
export const hasMarks = comment => articleOf(comment).querySelector("mark") !== null;

// Without those that a comment's own page shows above it.
export const commentsInOrder = () => commentsOf(section).filter(comment => !comment.closest(".above"));

// The place of each comment of the page among those of all pages.
export function placesOf(comments) {
    let place = 0;
    return new Map(comments.map(comment => [comment, place = Number(comment.dataset.place) || place + 1]));
}

// The post above it, which another page may leave out.
export const isThreadPage = () => post !== null && location.pathname === new URL(post, location.href).pathname;
export const isLastPart = () => !section.querySelector(".pager [rel=next]");
export const headOfPost = () => document.querySelector(".post > header") ?? document.querySelector(".post");
export const titleOfPost = () => (isThreadPage() ? document.querySelector(".post h1") : [...document.querySelectorAll(".crumbs a")].at(-1))?.textContent.trim() ?? "";
export const partsOfPost = () => [...document.querySelectorAll(".post > .writing > *")];
export const toolsOfPost = () => document.querySelector(".record > p:has(.cite)");

// What scripts add to what can be done with a comment.
export function whenMenuOpens(action) {
    const met = new WeakSet();
    // On the way down, because toggle events do not come up.
    section.addEventListener("toggle", ({ target }) => {
        if (target.matches(".menu") && target.open && !met.has(target)) {
            met.add(target);
            const comment = commentAround(target);
            const line = menuOf(comment).appendChild(document.createElement("li"));
            action(comment, added => line.append(added));
            // Before what is chosen opens something, which gives the focus back to what had it.
            line.addEventListener("click", () => {
                target.open = false;
                target.querySelector("summary").focus();
            }, true);
        }
    }, true);
}

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
    addSign(comment, sign);
}

// It needs a line to stand in, which a comment without name and time lacks.
export function addSign(comment, sign) {
    headerOf(comment).append(sign);
    articleOf(comment).classList.remove("bare");
}

export function unmark(comment) {
    delete comment.dataset.new;
    delete comment.dataset.read;
    headerOf(comment).querySelector(":scope > b.new")?.remove();
}
