// What this browser remembers, kind by kind, with a way to forget each.
import { forgetStyle } from "../citing.js";
import { button, element } from "../elements.js";
import { attempt, store } from "../store.js";
import { forgetAll, forgetThread, isOnThread, remember, remembers, visitedThreads } from "../visits.js";
import { bookmarks, forgetBookmarks } from "./bookmarks.js";
import { forgetPlaces, places } from "./places.js";
import { key as settingsKey } from "./settings.js";

// Each says how much there is of it, and forgets it.
const kinds = [
    ["Reading settings", () => store.getItem(settingsKey) ? "chosen" : "", () => attempt(() => store.removeItem(settingsKey))],
    ["Where you were", () => counted(places().length, "thread", "threads"), forgetPlaces],
    ["What you have read, and when you were here", () => counted(visitedThreads(), "thread", "threads"), forgetAll],
    ["The style in which you cite", () => store.getItem("archive:style") ? "chosen" : "", forgetStyle],
    ["Keys switched off", () => store.getItem("archive:keys") === "off" ? "off" : "", () => attempt(() => store.removeItem("archive:keys"))],
    ["Bookmarks and notes", () => counted(bookmarks().length, "bookmark", "bookmarks"), forgetBookmarks],
];

export function memory(heading, whenForgotten) {
    if (!store) {
        return [element("p", { class: "quiet" }, "This browser keeps nothing for this site, so nothing is remembered.")];
    }
    const answer = element("p", { role: "status" });
    const rows = element("dl");
    const forgetting = forget => () => {
        forget();
        list();
        whenForgotten();
        answer.textContent = "Forgotten.";
    };
    function list() {
        rows.replaceChildren(...kinds.filter(([, much]) => much()).map(([name, much, forget]) => element("div", {},
            element("dt", {}, name),
            element("dd", {}, element("span", {}, much()), " ", sure("Forget", `Forget ${name.toLowerCase()}`, forget === forgetBookmarks, forgetting(forget))))));
    }
    list();

    const box = element("input", { type: "checkbox", id: "remembers" });
    box.checked = remembers();
    box.addEventListener("change", () => {
        remember(box.checked);
        if (!box.checked) {
            forgetting(() => {
                forgetPlaces();
                forgetStyle();
            })();
        }
    });
    return [element("section", { class: "memory" },
        element(heading, {}, "What this browser remembers"),
        element("p", {}, "All of it stays in this browser and is sent to nobody."),
        rows,
        element("p", { class: "choice" }, box, " ", element("label", { for: "remembers" }, "Remember what I have read, and where I was")),
        element("p", { class: "all" },
            ...(isOnThread ? [button("Forget this thread", forgetting(forgetThread)), " "] : []),
            element("a", { href: "/settings/bookmarks" }, "Bookmarks"), " ",
            sure("Forget everything", "", true, forgetting(() => kinds.forEach(([, , forget]) => forget())))),
        answer)];
}

// What cannot be had again is asked for twice.
function sure(words, name, isAsked, action) {
    let isSure = !isAsked;
    const made = button(words, () => {
        if (isSure) {
            action();
        } else {
            isSure = true;
            made.textContent = bookmarks().length > 0 ? "Really? Bookmarks and notes go too" : "Really?";
            made.removeAttribute("aria-label");
        }
    }, name && { "aria-label": name });
    return made;
}

const counted = (number, one, many) => number === 0 ? "" : `${number} ${number === 1 ? one : many}`;
