// “Continue where you were”: the comment, or the part of a post, at which somebody stopped. Kept in this browser and sent to nobody.
import { button, element } from "../elements.js";
import { addressOf, inThread } from "../pure/own-address.js";
import { lastOf, parse, put, without } from "../pure/places.js";
import { preview } from "../pure/preview.js";
import { attempt, store } from "../store.js";
import * as thread from "../thread.js";
import { remembers } from "../visits.js";

const key = "archive:places";
// What the reader has before the eyes begins below what may stick to the window's edge.
const edge = 120;

let isForgotten = false;

export const places = () => parse(store?.getItem(key), Date.now());

export function rememberPlace() {
    if (!store || !remembers()) {
        return;
    }
    offerOnFront();
    if (thread.isThreadPage()) {
        offerOnThread();
        addEventListener("pagehide", keep);
        document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep());
    }
}

export function forgetPlaces() {
    isForgotten = true;
    attempt(() => store.removeItem(key));
    document.querySelectorAll(".continue").forEach(offer => offer.remove());
}

function write(all) {
    attempt(() => store.setItem(key, JSON.stringify(all)));
}

// Keeping

function keep() {
    if (isForgotten || scrollY === 0) {
        return;
    }
    const before = places();
    const place = hasReadAll() ? null : atComment() ?? (before.some(one => one.post === thread.post && one.key) ? undefined : atPart());
    if (place === null) {
        write(without(before, thread.post));
    } else if (place) {
        write(put(before, { ...place, post: thread.post, title: thread.titleOfPost(), at: Date.now() }, Date.now()));
    }
}

function hasReadAll() {
    const last = thread.commentsOf(document).at(-1);
    return thread.isLastPart() && (last ? thread.standOf(last).getBoundingClientRect().bottom <= innerHeight : false);
}

function atComment() {
    const comments = thread.commentsOf(document).filter(comment => !thread.isHidden(comment));
    if (comments.length === 0 || thread.standOf(comments[0]).getBoundingClientRect().top > edge) {
        return undefined;
    }
    const comment = comments.find(comment => thread.standOf(comment).getBoundingClientRect().bottom > edge);
    return comment && { key: comment.id.slice(1), number: thread.numberOf(comment).textContent.trim(), words: preview(thread.textOf(comment)) };
}

function atPart() {
    const part = thread.partsOfPost().findIndex(part => part.getBoundingClientRect().bottom > edge);
    return part > 0 && scrollY > innerHeight ? { key: "", part } : undefined;
}

// Offering

function offerOnFront() {
    const front = location.pathname;
    const place = /^\/[^/]*$/.test(front) ? lastOf(places(), front) : null;
    if (place) {
        const where = place.key ? ` · comment ${place.number}` : "";
        document.querySelector("main .masthead")?.append(offer(place, "Continue where you were: ",
            element("a", { href: inThread(addressOf(place.post, place.key)) }, element("bdi", {}, place.title || "Untitled"), where)));
    }
}

function offerOnThread() {
    const place = places().find(one => one.post === thread.post);
    if (!place || location.hash || performance.getEntriesByType("navigation")[0]?.type !== "navigate") {
        return;
    }
    const comment = place.key && thread.commentNamed(`c${place.key}`);
    const part = thread.partsOfPost()[place.part];
    const words = place.words ? [", ", element("span", { class: "quote", dir: "auto" }, place.words)] : [];
    if (place.key) {
        thread.headOfPost()?.append(offer(place, "You were at ",
            element("a", { href: comment ? `#${comment.id}` : inThread(addressOf(place.post, place.key)) }, `comment ${place.number}`), ...words));
    } else if (part) {
        thread.headOfPost()?.append(offer(place, button("Continue where you were", () => part.scrollIntoView()), " in this text"));
    }
}

function offer(place, ...content) {
    const line = element("p", { class: "quiet continue" }, ...content, " ", button("forget", () => {
        write(without(places(), place.post));
        line.remove();
    }, { "aria-label": "Forget where you were" }));
    return line;
}
