// Keys for reading. Whatever they do can be done without them; ? shows them all.
"use strict";

(() => {
    const goMilliseconds = 1500;
    const voiceMilliseconds = 5000;
    const stored = "archive:keys";

    // The dialog shows these tables and the keys do what stands in them, so that neither can say what the other does not.
    const groups = [
        ["Reading a thread", [
            [["j", () => step(1)], ["k", () => step(-1)], "next, previous comment; folded ones are skipped"],
            [["shift+j", () => follow("a.next", "No later reply beside it")], ["shift+k", () => follow("a.previous", "No earlier reply beside it")], "next, previous reply to the same comment"],
            [["p", () => follow("a.parent", "Answers no other comment")], "what the comment answers"],
            [["t", () => follow("a.root, a.parent", "This begins its thread")], "top of its thread"],
            [["n", () => stepNew(1)], ["shift+n", () => stepNew(-1)], "next, previous that is new since the last visit"],
            [["enter", foldComment], "fold or open the comment and its replies"],
            [["shift+c", foldReplies], "fold or open its replies alone"],
            [["y", () => onCurrent(item => (one(item, "a.permalink") ?? one(item, "a.number")).click())], "the comment’s own page"],
            [["1", "9", openLink], "open a link of the comment"],
        ]],
        ["Finding and going", [
            [["/", search], "search; within the thread where there is one"],
            [["?", showKeys], "these keys"],
        ]],
    ];
    const places = [
        ["h", "the front page", () => "/"],
        ["b", "this blog", blog],
        ["w", "what this blog’s archive lacks", () => blog() && `${blog()}/wanted`],
        ["s", "search", () => "/search"],
        ["o", "sources", () => "/sources"],
        ["c", "addresses that are cited", () => "/sources/cited"],
        ["i", "imports", () => "/imports"],
        ["?", "help with searching", () => "/search/help"],
    ];

    const actions = new Map();
    for (const [, rows] of groups) {
        for (const key of rows.flatMap(row => row.slice(0, -1))) {
            actions.set(key[0], key.at(-1));
        }
    }
    for (let digit = 1; digit <= 9; digit++) {
        actions.set(String(digit), () => openLink(digit));
    }
    actions.set("g", waitForPlace);

    const footer = document.querySelector("footer.site");
    const voice = element("p", { class: "voice", "aria-live": "polite" });
    const button = element("button", { type: "button", class: "keys", "aria-haspopup": "dialog" }, "Keys");
    let dialog = null, isOn = remembered() !== "off", silence = 0, going = 0;

    footer.append(button, voice);
    button.addEventListener("click", showKeys);
    document.addEventListener("keydown", press);
    document.addEventListener("archive:say", event => say(event.detail));
    document.addEventListener("archive:new", () => stepNew(1));
    addEventListener("hashchange", () => addressed()?.querySelector("article").focus({ preventScroll: true }));

    function press(event) {
        if (!isOn || isForOthers(event)) {
            return;
        }
        const key = nameOf(event);
        const action = going > 0 ? () => go(event.key) : actions.get(key);
        // A link, a button or a fold that has the focus keeps its Enter.
        if (action && !(key === "enter" && event.target.closest("a, button, summary"))) {
            event.preventDefault();
            action();
        }
    }

    function isForOthers(event) {
        // AltGr types characters on many keyboards, and is reported as Ctrl and Alt.
        const chord = (event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState("AltGraph");
        return event.defaultPrevented || event.isComposing || chord || event.key === "Shift"
            || event.target.isContentEditable || event.target.closest("input, textarea, select")
            || document.querySelector("dialog[open]");
    }

    // Letters by shift and not by case: a caps lock changes nothing.
    function nameOf({ key, shiftKey }) {
        return /^[a-z]$/i.test(key) && shiftKey ? `shift+${key.toLowerCase()}` : key.toLowerCase();
    }

    // Moving

    function items() {
        return [...document.querySelectorAll(".thread > li > article")].map(article => article.parentElement);
    }

    function addressed() {
        return document.querySelector(".thread > li:target");
    }

    // Where the focus is, or what the address names: unless the reader has scrolled away from it.
    function current() {
        return [document.activeElement?.closest(".thread > li"), addressed()].find(item => item && isInView(one(item, "")));
    }

    function isInView(article) {
        const { top, bottom } = article.getBoundingClientRect();
        return bottom > 0 && top < innerHeight;
    }

    function one(item, part) {
        return item.querySelector(`:scope > article ${part}`);
    }

    function isFolded(item) {
        return item.closest("details:not([open])") !== null || one(item, "> details.said:not([open])") !== null;
    }

    // What the reader has before the eyes when no comment has the focus.
    function inSight(readable) {
        return readable.find(item => {
            const { top, bottom } = one(item, "").getBoundingClientRect();
            return top >= 0 || bottom > innerHeight / 2;
        }) ?? readable.at(-1);
    }

    function step(by) {
        const all = items();
        const from = current();
        if (!from) {
            const first = inSight(all.filter(item => !isFolded(item)));
            return first ? moveTo(first) : say("No comment to read here");
        }
        let at = all.indexOf(from) + by;
        while (all[at] && isFolded(all[at])) {
            at += by;
        }
        return all[at] ? moveTo(all[at]) : say(by > 0 ? "No later comment on this page" : "No earlier comment on this page");
    }

    function stepNew(by) {
        const marked = items().filter(item => "new" in item.dataset);
        const reachable = marked.filter(item => !isFolded(item));
        if (reachable.length === 0) {
            return say(marked.length > 0 ? "What is new here is folded" : "Nothing here is new");
        }
        const from = current();
        const here = from ?? inSight(items());
        const isBeyond = item => item === here ? !from && by > 0
            : Boolean(here.compareDocumentPosition(item) & (by > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING));
        const next = by > 0 ? reachable.find(isBeyond) : reachable.findLast(isBeyond);
        const around = next ?? reachable.at(by > 0 ? 0 : -1);
        moveTo(around);
        const place = `New: ${reachable.indexOf(around) + 1} of ${reachable.length}`;
        return say(next ? place : `${place}, from the ${by > 0 ? "top" : "end"} again`);
    }

    // The page's own links know parents and neighbours in every order, and on other pages.
    function follow(link, otherwise) {
        onCurrent(item => {
            const to = one(item, `> details > footer :is(${link})`);
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

    function isThisPage(link) {
        return link.hash && link.pathname === location.pathname && link.search === location.search;
    }

    function onCurrent(action) {
        const item = current();
        if (item) {
            action(item);
        } else {
            say(items().length > 0 ? "No comment is chosen yet: j chooses one" : "There are no comments here");
        }
    }

    // At once, without a glide: whoever holds j down would wait for it.
    function moveTo(item) {
        const article = one(item, "");
        article.focus({ preventScroll: true });
        const { top, bottom } = article.getBoundingClientRect();
        if (top < 0 || bottom > innerHeight) {
            article.scrollIntoView({ block: "start" });
        }
    }

    // Folding

    function foldComment() {
        onCurrent(item => toggle(item, [one(item, "> details.said"), item.querySelector(":scope > details.replies")]));
    }

    function foldReplies() {
        onCurrent(item => toggle(item, [item.querySelector(":scope > details.replies")]));
    }

    function toggle(item, all) {
        const folds = all.filter(Boolean);
        if (folds.length === 0) {
            return say("No replies to fold");
        }
        const open = !folds.some(fold => fold.open);
        folds.forEach(fold => { fold.open = open; });
        // The focus may have been inside what is folded now.
        moveTo(item);
        const number = one(item, ".number").textContent.trim();
        const replies = folds.find(fold => fold.matches(".replies"))?.querySelector("summary").textContent.trim();
        return say(`${number} ${open ? "opened" : "folded"}${replies ? `, with ${replies}` : ""}`);
    }

    function openLink(number) {
        onCurrent(item => {
            // What the archive adds beside a link is not what the writer linked to.
            const links = [...item.querySelectorAll(":scope > article > details.said > .writing a[href]")].filter(link => !link.closest(".beside"));
            if (links[number - 1]) {
                links[number - 1].click();
            } else {
                say(links.length === 0 ? "No links in this comment" : links.length === 1 ? "1 link in this comment" : `${links.length} links in this comment`);
            }
        });
    }

    // Finding and going

    function search() {
        const box = document.querySelector(".within input[type=search]") ?? document.querySelector("main input[type=search]")
            ?? document.querySelector("header.site input[type=search]");
        box?.focus();
        box?.select();
    }

    function waitForPlace() {
        going = setTimeout(() => { going = 0; }, goMilliseconds);
        say(`Go to: ${places.map(([letter, name]) => `${letter} ${name}`).join(" · ")}`);
    }

    function go(letter) {
        clearTimeout(going);
        going = 0;
        say("");
        const place = places.find(([key]) => key === letter.toLowerCase());
        const address = place?.[2]();
        if (address) {
            location.assign(address);
        } else if (place) {
            say("This page belongs to no blog");
        }
    }

    // The blog's address: posts say theirs, lists have the box that searches the blog, other pages a crumb to it.
    function blog() {
        const post = document.querySelector(".comments")?.dataset.post;
        const within = document.querySelector("header.site input[name=within]")?.value.replace(/^blog:/, "/");
        const crumb = document.querySelector(".crumbs a")?.pathname;
        const isOwn = ["/", "/search", "/sources", "/imports"].includes(crumb);
        return (post ?? within ?? (isOwn ? null : crumb))?.match(/^\/[^/"\s]+/)?.[0];
    }

    // The dialog

    function showKeys() {
        dialog ??= makeDialog();
        dialog.showModal();
    }

    function makeDialog() {
        const made = element("dialog", { class: "keys", "aria-labelledby": "keys-heading" });
        const heading = element("h2", { id: "keys-heading" }, "Keys");
        const close = element("button", { type: "button", class: "close" }, "Close");
        const lists = groups.map(([name, rows]) => group(name, rows.map(row => [row.slice(0, -1).map(keysOf), row.at(-1)])));
        lists[1].lastChild.append(...places.map(([letter, name]) => line([["g", letter]], name)));
        made.append(element("header", {}, heading, close), choice(), element("div", { class: "groups" }, ...lists));
        close.addEventListener("click", () => made.close());
        document.body.append(made);
        // Other scripts add what is theirs.
        document.dispatchEvent(new CustomEvent("archive:keys", { detail: made }));
        return made;
    }

    function keysOf(key) {
        return key.slice(0, -1);
    }

    function group(name, rows) {
        return element("section", {}, element("h3", {}, name), element("dl", {}, ...rows.map(([keys, says]) => line(keys, says))));
    }

    // Each of the keys is one key, two one after the other, or a range.
    function line(keys, says) {
        const shown = keys.flatMap((parts, i) => [
            i > 0 ? " " : "",
            ...parts.flatMap((part, j) => [j === 0 ? "" : parts[0] === "g" ? " " : "–", element("kbd", {}, written(part))]),
        ]);
        return element("div", {}, element("dt", {}, ...shown), element("dd", {}, says));
    }

    function written(key) {
        return key === "enter" ? "Enter" : key.replace(/^shift\+(.)$/, (_, letter) => `Shift ${letter.toUpperCase()}`);
    }

    function choice() {
        const box = element("input", { type: "checkbox", id: "keys-on" });
        box.checked = isOn;
        box.addEventListener("change", () => {
            isOn = box.checked;
            try {
                localStorage.setItem(stored, isOn ? "on" : "off");
            } catch {
                // Where nothing may be stored it holds for this page.
            }
        });
        return element("p", { class: "choice" }, box, " ", element("label", { for: "keys-on" }, "Single keys do this. Switched off, none does anything, and the button “Keys” at the end of the page brings them back."));
    }

    function remembered() {
        try {
            return localStorage.getItem(stored);
        } catch {
            return null;
        }
    }

    // Seen and heard: what a key has done where the focus alone does not tell.
    function say(words) {
        clearTimeout(silence);
        voice.textContent = words;
        silence = setTimeout(() => { voice.textContent = ""; }, voiceMilliseconds);
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
