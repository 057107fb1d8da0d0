// What is new since the last visit, and what has been read: remembered in this browser and sent to nobody.
"use strict";

(() => {
    const prefix = "archive:visit:";
    const switchKey = "archive:remember";
    // A reload or a look at another page is still the same visit; a visit ends when its reader has been away for this long.
    const awayMilliseconds = 30 * 60 * 1000;
    // How long the end of a comment is in view until it counts as read.
    const readMilliseconds = 1000;
    const saveMilliseconds = 1000;
    // Together about a fifth of what browsers let a site store.
    const maxThreads = 500;
    const maxReadLength = 2000;

    const store = openStore();
    const section = document.querySelector(".comments[data-post]");
    if (!store) {
        return;
    }
    const key = section && prefix + section.dataset.post;
    let visit = null, isForgotten = false, saving = 0;

    document.addEventListener("archive:keys", event => event.detail.append(choices()));
    if (!section || store.getItem(switchKey) === "off") {
        return;
    }

    // A comment's own page shows too little of the thread to begin or end a visit to it.
    const isThread = location.pathname === new URL(section.dataset.post, location.href).pathname;
    // Comments are counted from 0 as they come to the archive; -1 where there is none.
    const newest = Number.parseInt(section.dataset.newest, 10);
    const items = [...section.querySelectorAll(".thread > li[data-n]")];
    const last = load();
    const isSameVisit = last !== null && Date.now() - last.at <= awayMilliseconds;
    visit = begin(last, Date.now());
    const read = visit.read;

    save();
    markRead();
    const marked = markNew();
    if (isThread && items.length > 1) {
        showBar();
    }
    watch();

    // The visit

    function begin(last, now) {
        if (!last) {
            // Nothing is new to somebody who comes for the first time.
            return { before: newest, since: null, newest: isThread ? newest : null, at: now, read: [] };
        }
        if (last.newest === null) {
            return { ...last, before: newest, since: null, newest: isThread ? newest : null, at: now };
        }
        const isOver = now - last.at > awayMilliseconds;
        return {
            before: isOver ? last.newest : last.before,
            since: isOver ? last.at : last.since,
            newest: Math.max(last.newest, newest),
            at: now,
            read: last.read,
        };
    }

    // Whatever stands in the store may be from another version, damaged, or put there by somebody else.
    function load() {
        try {
            const { before, since, newest: seen, at, read } = JSON.parse(store.getItem(key));
            const now = Date.now();
            const isWhole = [before, at].every(isNumber) && [since, seen].every(value => value === null || isNumber(value));
            // A clock that was wrong must not keep a visit from ending.
            return isWhole && at <= now && (since ?? 0) <= now ? { before, since, newest: seen, at, read: parse(read) } : null;
        } catch {
            return null;
        }
    }

    function isNumber(value) {
        return Number.isSafeInteger(value) && value >= -1;
    }

    function save() {
        clearTimeout(saving);
        saving = 0;
        if (isForgotten) {
            return;
        }
        // The same thread may be open beside this page.
        const others = load();
        for (const [from, to] of others?.read ?? []) {
            include(read, from, to);
        }
        try {
            store.setItem(key, JSON.stringify({ ...toKeep(others), read: write(read) }));
            if (!others) {
                dropLongUnvisited();
            }
        } catch {
            // The store is full or was closed meanwhile.
        }
    }

    // A comment's own page neither begins nor ends the visit to its thread; it only prolongs one.
    function toKeep(others) {
        if (!isThread && others) {
            return { ...others, at: isSameVisit || !last ? visit.at : others.at };
        }
        return {
            before: Math.max(visit.before, others?.before ?? -1),
            since: visit.since,
            newest: isThread ? Math.max(visit.newest, others?.newest ?? -1) : null,
            at: visit.at,
        };
    }

    function dropLongUnvisited() {
        const visits = storedVisits().map(name => [name, lastSeen(name)]).sort((one, other) => other[1] - one[1]);
        visits.slice(maxThreads).forEach(([name]) => store.removeItem(name));
    }

    function lastSeen(name) {
        try {
            return Number(JSON.parse(store.getItem(name)).at) || 0;
        } catch {
            return 0;
        }
    }

    // Ranges of what was read, such as "0-37,40": in order, apart from each other, and never spelt out.

    function parse(text) {
        const ranges = [];
        if (typeof text === "string" && text.length <= maxReadLength) {
            for (const part of text.split(",")) {
                const [, from, to = from] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part) ?? [];
                if (from !== undefined) {
                    include(ranges, Number(from), Number(to));
                }
            }
        }
        return ranges;
    }

    function include(ranges, from, to) {
        if (from > to) {
            return;
        }
        let at = 0;
        while (at < ranges.length && ranges[at][1] < from - 1) {
            at++;
        }
        let end = at;
        while (end < ranges.length && ranges[end][0] <= to + 1) {
            from = Math.min(from, ranges[end][0]);
            to = Math.max(to, ranges[end][1]);
            end++;
        }
        ranges.splice(at, end - at, [from, to]);
    }

    // What is too long loses its beginning: old comments count as unread again, and no unread one as read.
    function write(ranges) {
        let text = ranges.map(([from, to]) => from === to ? from : `${from}-${to}`).join(",");
        if (text.length > maxReadLength) {
            text = text.slice(text.indexOf(",", text.length - maxReadLength) + 1);
        }
        return text;
    }

    function isRead(item) {
        const n = Number(item.dataset.n);
        return read.some(([from, to]) => from <= n && n <= to);
    }

    // What is new

    function markRead() {
        items.filter(isRead).forEach(item => { item.dataset.read = ""; });
    }

    function markNew() {
        const found = items.filter(item => Number(item.dataset.n) > visit.before);
        for (const item of found) {
            item.dataset.new = "";
            item.querySelector(":scope > article > header").append(element("b", { class: "new" }, "new"));
        }
        return found;
    }

    function showBar() {
        const bar = element("div", { class: "visit", role: "group", "aria-label": "Your visits" });
        if (visit.since !== null) {
            const many = marked.length > 0 ? `${marked.length} new` : newest > visit.before ? "Nothing new on this page" : "Nothing new";
            bar.append(element("p", {}, `${many} since your last visit ${day(new Date(visit.since))}`));
        } else if (marked.length > 0) {
            bar.append(element("p", {}, `${marked.length} new since you came`));
        }
        if (marked.length > 0) {
            bar.append(button("Next new", () => document.dispatchEvent(new Event("archive:new"))));
        }
        bar.append(button("Fold what I have read", event => document.dispatchEvent(new CustomEvent("archive:fold-read", { detail: event.currentTarget }))));
        section.querySelector(":scope > header").after(bar);
    }

    function day(date) {
        return date.toDateString() === new Date().toDateString()
            ? `today at ${date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`
            : `on ${date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })}`;
    }

    // What is read: whose beginning has been in view, and whose end has stayed there for a while. Being on the page is not enough.

    function watch() {
        const begun = new Set();
        const waiting = new Map();
        const inView = new Set();
        const ends = new Map(items.flatMap(item => [
            [item.querySelector(":scope > article > header"), item],
            [item.querySelector(":scope > article > details > footer"), item],
        ]).filter(([part]) => part && !isRead(part.closest("li"))));

        const observer = new IntersectionObserver(entries => {
            for (const { target, isIntersecting } of entries) {
                (isIntersecting ? inView.add(target) : inView.delete(target));
                isIntersecting && document.visibilityState === "visible" ? wait(target) : stop(target);
            }
        });
        ends.forEach((_, part) => observer.observe(part));
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
                waiting.set(part, setTimeout(() => saw(part), part.matches("header") ? 0 : readMilliseconds));
            }
        }

        function stop(part) {
            clearTimeout(waiting.get(part));
            waiting.delete(part);
        }

        function saw(part) {
            observer.unobserve(part);
            inView.delete(part);
            const item = ends.get(part);
            if (begun.has(item)) {
                const n = Number(item.dataset.n);
                include(read, n, n);
                item.dataset.read = "";
                saving ||= setTimeout(save, saveMilliseconds);
            }
            begun.add(item);
        }
    }

    function leave() {
        visit.at = Date.now();
        save();
    }

    // A page that was left open overnight is visited again when somebody looks at it: what this page showed is then old.
    function comeBack() {
        Object.assign(visit, begin({ ...visit }, Date.now()));
    }

    // Forgetting

    function choices() {
        const box = element("input", { type: "checkbox", id: "remembers" });
        box.checked = store.getItem(switchKey) !== "off";
        box.addEventListener("change", () => {
            attempt(() => store.setItem(switchKey, box.checked ? "on" : "off"));
            if (!box.checked) {
                forget([key, ...storedVisits()]);
            }
        });
        const group = element("section", { class: "memory" },
            element("h3", {}, "What this browser remembers"),
            element("p", {}, "Which comments you have read and when you were here last, so that what is new can be marked. It stays in this browser and is sent to nobody."),
            element("p", { class: "choice" }, box, " ", element("label", { for: "remembers" }, "Remember what I have read")));
        if (section) {
            group.append(button("Forget this thread", () => forget([key])));
        }
        group.append(button("Forget everything", () => forget([key, ...storedVisits()])));
        const told = element("p", { role: "status" });
        group.append(told);
        return group;

        function forget(names) {
            attempt(() => names.filter(Boolean).forEach(name => store.removeItem(name)));
            if (section && names.includes(key)) {
                // What is on this page is not remembered after all when it is left.
                isForgotten = true;
                section.querySelector(":scope > .visit")?.remove();
                section.querySelectorAll("li[data-n]").forEach(item => {
                    delete item.dataset.new;
                    delete item.dataset.read;
                    item.querySelector(":scope > article > header > b.new")?.remove();
                });
            }
            told.textContent = "Forgotten.";
        }
    }

    function storedVisits() {
        return Object.keys(store).filter(name => name.startsWith(prefix));
    }

    function attempt(action) {
        try {
            action();
        } catch {
            // What may not be stored is not remembered.
        }
    }

    // Null where the reader has forbidden it; asking for it may already fail.
    function openStore() {
        try {
            localStorage.getItem(switchKey);
            return localStorage;
        } catch {
            return null;
        }
    }

    function button(text, action) {
        const made = element("button", { type: "button" }, text);
        made.addEventListener("click", action);
        return made;
    }

    function element(name, attributes, ...content) {
        const made = document.createElement(name);
        for (const [attribute, value] of Object.entries(attributes)) {
            made.setAttribute(attribute, value);
        }
        made.append(...content);
        return made;
    }
})();
