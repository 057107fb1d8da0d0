// A search over the page: it opens over the text, and closing it gives focus and place back. What it asks for is a page like any other.
import { button, element } from "./elements.js";
import { keepSpot } from "./returning.js";
import { equip } from "./suggestions.js";

let dialog = null, opener = null, scroll = null;

// Scopes are pairs of a label and of what the search is narrowed to.
export function openSearch(scopes) {
    dialog ??= make(scopes);
    scroll = [scrollX, scrollY];
    opener = document.activeElement;
    dialog.showModal();
    dialog.querySelector("input").select();
}

function make(scopes) {
    const asked = document.querySelector("main .search input[name=q]");
    const box = element("input", { ...attributesOf(asked ?? document.querySelector("input[data-suggest]")), type: "search", name: "q", "aria-label": "Search", placeholder: "Search" });
    box.value = asked?.value ?? "";
    const form = element("form", { role: "search", action: "/search", class: "search" }, box, element("button", {}, "Search"));
    equip(box);
    const choices = [...scopes, ["everything", ""]];
    if (choices.length > 1) {
        form.append(element("fieldset", {}, element("legend", { class: "unseen" }, "Where"), ...choices.map(choice)));
    }
    form.addEventListener("formdata", ({ formData }) => formData.get("within") || formData.delete("within"));
    form.addEventListener("submit", () => keepSpot(opener));

    const made = element("dialog", { class: "over", "aria-label": "Search" }, form, button("Close", leave, { class: "close" }));
    // Before the box takes Escape for emptying itself.
    made.addEventListener("keydown", event => {
        if (event.key === "Escape" && !event.isComposing) {
            event.preventDefault();
            leave();
        }
    });
    made.addEventListener("click", event => event.target === made && leave());
    // A browser may keep the page as it is until somebody comes back to it.
    addEventListener("pagehide", () => made.open && leave());
    document.body.append(made);
    return made;
}

// The browser gives the focus back to what had it.
function leave() {
    dialog.close();
    scrollTo(...scroll);
}

const attributesOf = input => Object.fromEntries(["maxlength", "data-suggest"].map(name => [name, input?.getAttribute(name)]).filter(([, value]) => value));

function choice([words, within], index) {
    const radio = element("input", { type: "radio", name: "within", value: within });
    radio.checked = index === 0;
    return element("label", {}, radio, " ", words);
}
