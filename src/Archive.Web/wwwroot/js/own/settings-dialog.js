// The settings as a reader chooses them, and what this browser remembers: in a dialog over any page, and on a page of their own.
import { button, element } from "../elements.js";
import { choices, parse, write } from "../pure/settings.js";
import { attempt, store } from "../store.js";
import { memory } from "./memory.js";
import { key, showSettings } from "./settings.js";

let dialog = null, chosen = null;

export function open() {
    dialog?.remove();
    // Made anew each time, because what is remembered may be more by then.
    dialog = element("dialog", { class: "settings", "aria-labelledby": "settings-heading" },
        element("header", {},
            element("h2", { id: "settings-heading" }, "Reading settings"),
            button("Close", () => dialog.close(), { class: "close" })),
        ...content("h3"));
    document.body.append(dialog);
    dialog.showModal();
}

export function content(heading) {
    chosen = parse(store?.getItem(key));
    const answer = element("p", { role: "status" });
    const form = element("form", { class: "own-settings" }, ...choices.map(choice));
    form.addEventListener("submit", event => event.preventDefault());
    form.addEventListener("change", event => {
        answer.textContent = choose(event.target.name, event.target.value) ? "" : "This browser keeps nothing for this site: it holds for this page alone.";
    });
    return [form, answer, ...memory(heading, () => {
        chosen = parse(store.getItem(key));
        showSettings();
        form.querySelectorAll("input").forEach(check);
    })];
}

// False where it holds for this page alone.
function choose(name, value) {
    chosen[name] = value;
    showSettings(chosen);
    const text = write(chosen);
    return store !== null && attempt(() => text ? store.setItem(key, text) : store.removeItem(key));
}

function choice([name, label, values]) {
    return element("fieldset", {}, element("legend", {}, label), ...values.map(([value, words]) => {
        const radio = element("input", { type: "radio", name, value });
        check(radio);
        return element("label", {}, radio, " ", words);
    }));
}

function check(radio) {
    radio.checked = chosen[radio.name] === radio.value;
}
