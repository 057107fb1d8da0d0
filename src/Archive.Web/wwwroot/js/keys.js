// Keys for reading. Whatever they do can be done without them; ? shows them all.
import { button } from "./elements.js";
import { foldAll } from "./folds.js";
import * as lists from "./lists.js";
import * as moves from "./moves.js";
import { bookmarkCurrent } from "./own/bookmarking.js";
import { openSettings } from "./own/settings.js";
import { blogAddress } from "./pure/blog-address.js";
import { isChord, nameOf } from "./pure/key-names.js";
import { keepSpot } from "./returning.js";
import { openSearch } from "./searching.js";
import { attempt, store } from "./store.js";
import { post, section } from "./thread.js";
import { say, voice } from "./voice.js";

const goMilliseconds = 1500;
const stored = "archive:keys";

// The dialog shows these tables and the keys do what stands in them, so that neither can say what the other does not.
const groups = [
    ["Reading a thread", [
        [["j", () => step(1)], ["k", () => step(-1)], "next, previous comment, or entry of a list; folded ones are skipped"],
        [["shift+j", () => moves.follow("No later reply beside it", "next")], ["shift+k", () => moves.follow("No earlier reply beside it", "previous")], "next, previous reply to the same comment"],
        [["p", () => moves.follow("Answers no other comment", "parent")], "what the comment answers"],
        [["t", () => moves.follow("This begins its branch", "root", "parent")], "top of its branch"],
        [["n", () => moves.stepNew(1)], ["shift+n", () => moves.stepNew(-1)], "next, previous that is new since the last visit"],
        [["enter", moves.foldComment], "fold or open the comment and all below it; open the entry"],
        [["shift+c", foldAll], "fold or open all branches"],
        [["y", moves.openPermalink], "the comment’s own page"],
        [["1", "9", moves.openLink], "open a link of the comment"],
        [["b", () => bookmarkCurrent(moves.current())], "bookmark the comment, or else the post"],
    ]],
    ["Finding and going", [
        [["/", () => openSearch(scopes())], "search over the page; Escape leads back"],
        [[",", openSettings], "size, width, letters and colours; what is remembered"],
        [["?", showKeys], "these keys"],
    ]],
];
const places = [
    ["h", "the front page", () => "/"],
    ["b", "this blog", blog],
    ["w", "what this blog’s archive lacks", () => blog() && `${blog()}/wanted`],
    ["s", "search", () => "/search"],
    ["o", "dumps", () => "/sources"],
    ["c", "addresses that texts link to", () => "/sources/cited"],
    ["i", "imports", () => "/imports"],
    ["m", "your bookmarks", () => "/settings/bookmarks"],
    ["?", "help with searching", () => "/search/help"],
];

const actions = new Map(groups.flatMap(([, rows]) => rows).flatMap(row => row.slice(0, -1)).map(key => [key[0], key.at(-1)]));
for (let digit = 1; digit <= 9; digit++) {
    actions.set(String(digit), () => moves.openLink(digit));
}
actions.set("g", waitForPlace);

let dialog = null, isOn = true, going = 0;

export function listenToKeys() {
    isOn = store?.getItem(stored) !== "off";
    document.querySelector("footer.site").append(button("Keys", showKeys, { class: "keys", "aria-haspopup": "dialog" }), voice);
    document.addEventListener("keydown", press);
}

function press(event) {
    if (!isOn || isForOthers(event)) {
        return;
    }
    const key = nameOf(event);
    const action = going > 0 ? () => go(event.key) : actions.get(key);
    // A link, a button or a fold that has the focus keeps its Enter.
    if (action && !(key === "enter" && event.target.closest("a, button, summary"))) {
        event.preventDefault();
        say("");
        action();
    }
}

function isForOthers(event) {
    return event.defaultPrevented || event.isComposing || isChord(event, event.getModifierState("AltGraph")) || event.key === "Shift"
        || event.target.isContentEditable || event.target.closest("input, textarea, select")
        || document.querySelector("dialog[open]");
}

function step(by) {
    return section ? moves.step(by) : lists.step(by);
}

// What the page's own boxes search, the narrowest first.
function scopes() {
    const found = new Map([...document.querySelectorAll("main .within input[name=within], header.site input[name=within]")]
        .map(input => [input.value, input.form.querySelector("[type=search]").getAttribute("aria-label").replace(/^Search /, "")]));
    if (blog() && !found.has(`blog:${blog().slice(1)}`)) {
        found.set(`blog:${blog().slice(1)}`, "this blog");
    }
    return [...found].map(([within, words]) => [words, within]);
}

function waitForPlace() {
    going = setTimeout(() => { going = 0; }, goMilliseconds);
    say(`Go to: ${places.map(([letter, name]) => `${letter} ${name}`).join(" · ")}`);
}

function go(letter) {
    clearTimeout(going);
    going = 0;
    const place = places.find(([key]) => key === letter.toLowerCase());
    const address = place?.[2]();
    if (address) {
        keepSpot();
        location.assign(address);
    } else if (place) {
        say("This page belongs to no blog");
    }
}

function blog() {
    return blogAddress({
        post,
        within: document.querySelector("header.site input[name=within]")?.value,
        crumb: document.querySelector(".crumbs a")?.pathname,
    });
}

async function showKeys() {
    const { makeDialog } = await import("./own/keys-dialog.js");
    dialog ??= makeDialog(groups, places, { isOn, turn });
    dialog.showModal();
}

function turn(on) {
    isOn = on;
    attempt(() => store?.setItem(stored, on ? "on" : "off"));
}
