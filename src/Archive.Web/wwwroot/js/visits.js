// What is new since the last visit, and what has been read: remembered in this browser and sent to nobody.
import { button, element } from "./elements.js";
import { foldRead } from "./folds.js";
import { stepNew } from "./moves.js";
import { has, include } from "./pure/ranges.js";
import * as visits from "./pure/visit.js";
import { attempt, store } from "./store.js";
import * as thread from "./thread.js";

const prefix = "archive:visit:";
const switchKey = "archive:remember";
// How long the end of a comment is in view until it counts as read.
const readMilliseconds = 1000;
const saveMilliseconds = 1000;
const maxThreads = 500;

const key = thread.post && prefix + thread.post;
let page = null, visit = null, prolongs = false, isForgotten = false, saving = 0;

export const isOnThread = key !== null;
export const remembers = () => store.getItem(switchKey) !== "off";

export function rememberVisit() {
    if (!store || !isOnThread || !remembers()) {
        return;
    }
    page = { newest: thread.newest, isThread: thread.isThreadPage() };
    const comments = thread.countedComments();
    const last = load();
    const now = Date.now();
    prolongs = last === null || visits.isSame(last, now);
    visit = visits.begin(last, now, page);

    save();
    comments.filter(comment => has(visit.read, thread.arrivalOf(comment))).forEach(thread.markRead);
    const marked = comments.filter(comment => thread.arrivalOf(comment) > visit.before);
    marked.forEach(comment => thread.markNew(comment, element("b", { class: "new" }, "new")));
    if (page.isThread && comments.length > 1) {
        showBar(marked.length);
    }
    watch(comments);
}

// Keeping

function load() {
    return visits.parse(store.getItem(key), Date.now());
}

function save() {
    clearTimeout(saving);
    saving = 0;
    if (isForgotten) {
        return;
    }
    const others = load();
    attempt(() => {
        store.setItem(key, visits.write(visits.merge(visit, others, { isThread: page.isThread, prolongs })));
        if (!others) {
            dropLongUnvisited();
        }
    });
}

function dropLongUnvisited() {
    const seen = storedVisits().map(name => [name, visits.lastSeen(store.getItem(name))]).sort((one, other) => other[1] - one[1]);
    seen.slice(maxThreads).forEach(([name]) => store.removeItem(name));
}

export const visitedThreads = () => storedVisits().length;

function storedVisits() {
    return Object.keys(store).filter(name => name.startsWith(prefix));
}

export function remember(isOn) {
    attempt(() => store.setItem(switchKey, isOn ? "on" : "off"));
    if (!isOn) {
        forgetAll();
    }
}

export function forgetAll() {
    forget(storedVisits());
}

export function forgetThread() {
    forget([]);
}

// This thread is always among what is forgotten.
function forget(names) {
    attempt(() => [key, ...names].filter(Boolean).forEach(name => store.removeItem(name)));
    if (isOnThread) {
        // What is on this page is not remembered after all when it is left.
        isForgotten = true;
        thread.section.querySelector(":scope > .visit")?.remove();
        thread.countedComments().forEach(thread.unmark);
    }
}

// What is new

function showBar(marked) {
    const bar = element("div", { class: "visit", role: "group", "aria-label": "Your visits" });
    if (visit.since !== null) {
        const many = marked > 0 ? `${marked} new` : page.newest > visit.before ? "Nothing new on this page" : "Nothing new";
        bar.append(element("p", {}, `${many} since your last visit ${day(new Date(visit.since))}`));
    } else if (marked > 0) {
        bar.append(element("p", {}, `${marked} new since you came`));
    }
    if (marked > 0) {
        bar.append(button("Next new", () => stepNew(1)));
    }
    bar.append(button("Fold what I have read", event => foldRead(event.currentTarget)));
    thread.section.querySelector(":scope > header").after(bar);
}

function day(date) {
    return date.toDateString() === new Date().toDateString()
        ? `today at ${date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`
        : `on ${date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })}`;
}

// What is read: whose beginning has been in view, and whose end has stayed there for a while. Being on the page is not enough.

function watch(comments) {
    const begun = new Set();
    const waiting = new Map();
    const inView = new Set();
    const parts = new Map(comments
        .filter(comment => !thread.isRead(comment))
        .flatMap(comment => [[thread.headerOf(comment), { comment, wait: 0 }], [thread.endOf(comment), { comment, wait: readMilliseconds }]])
        .filter(([part]) => part));

    const observer = new IntersectionObserver(entries => {
        for (const { target, isIntersecting } of entries) {
            (isIntersecting ? inView.add(target) : inView.delete(target));
            isIntersecting && document.visibilityState === "visible" ? wait(target) : stop(target);
        }
    });
    parts.forEach((_, part) => observer.observe(part));
    addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "visible") {
            comeBack();
            inView.forEach(wait);
        } else {
            inView.forEach(stop);
            leave();
        }
    });

    function wait(part) {
        if (!waiting.has(part)) {
            waiting.set(part, setTimeout(() => saw(part), parts.get(part).wait));
        }
    }

    function stop(part) {
        clearTimeout(waiting.get(part));
        waiting.delete(part);
    }

    function saw(part) {
        observer.unobserve(part);
        inView.delete(part);
        const { comment } = parts.get(part);
        if (begun.has(comment)) {
            include(visit.read, thread.arrivalOf(comment));
            thread.markRead(comment);
            saving ||= setTimeout(save, saveMilliseconds);
        }
        begun.add(comment);
    }
}

function leave() {
    visit.at = Date.now();
    save();
}

// A page that was left open overnight is visited again when somebody turns to it: what this page showed is then old.
function comeBack() {
    Object.assign(visit, visits.begin({ ...visit }, Date.now(), page));
}
