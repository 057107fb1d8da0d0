// Suggestions beneath a search box while somebody types. Without this script every box works as it is.
import { element } from "./elements.js";

const waitMilliseconds = 120;
let boxes = 0;

export function equipSearchBoxes() {
    document.querySelectorAll("input[data-suggest]").forEach(equip);
}

export function equip(input) {
    const id = `suggestions-${++boxes}`;
    const list = element("ul", { id, role: "listbox", "aria-label": "Suggestions", class: "suggestions", hidden: "" });
    const voice = element("p", { role: "status", "aria-live": "polite", class: "unseen" });
    input.form.append(list, voice);
    for (const [name, value] of Object.entries({
        role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, autocomplete: "off",
    })) {
        input.setAttribute(name, value);
    }

    let offers = [], chosen = -1, timer = 0, request = null, typed = "";

    input.addEventListener("input", () => {
        // At once and not when it is asked for: what is taken from the list, also from one for fewer letters, stands in place of all of it.
        typed = input.value.slice(0, input.selectionStart ?? input.value.length);
        clearTimeout(timer);
        timer = setTimeout(ask, waitMilliseconds);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", key);
    // On press and not on click, so that the box does not lose the focus before.
    list.addEventListener("mousedown", event => {
        event.preventDefault();
        const option = event.target.closest("[role=option]");
        if (option) {
            take(offers[[...list.children].indexOf(option)]);
        }
    });

    async function ask() {
        request?.abort();
        if (typed.trim().length < 2) {
            close();
            return;
        }
        const mine = request = new AbortController();
        try {
            const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal: mine.signal });
            const offered = answer.ok ? await answer.json() : [];
            if (mine === request && document.activeElement === input) {
                show(offered);
            }
        } catch {
            // Aborted by the next letter, or no connection: the box works without.
        }
    }

    function show(offered) {
        offers = offered;
        chosen = -1;
        list.replaceChildren(...offers.map((offer, i) => {
            const kind = offer.kind === "word" ? offer.detail : [offer.kind, offer.detail].filter(Boolean).join(" · ");
            return element("li", { id: `${id}-${i}`, role: "option", "aria-selected": "false" },
                element("span", { class: "label", dir: "auto" }, offer.label),
                element("span", { class: "kind" }, kind ?? ""));
        }));
        list.hidden = offers.length === 0;
        input.setAttribute("aria-expanded", String(offers.length > 0));
        input.removeAttribute("aria-activedescendant");
        voice.textContent = offers.length === 0 ? "" : offers.length === 1 ? "1 suggestion" : `${offers.length} suggestions`;
    }

    function askNoMore() {
        clearTimeout(timer);
        request?.abort();
        request = null;
    }

    function close() {
        askNoMore();
        if (offers.length > 0) {
            show([]);
        }
    }

    function key(event) {
        if (event.isComposing) {
            return;
        }
        // Over a page one Escape closes the search as a whole.
        if (event.key === "Escape" && offers.length > 0 && !input.closest("dialog")) {
            event.preventDefault();
            close();
        } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && offers.length > 0) {
            event.preventDefault();
            const places = offers.length + 1;
            choose((chosen + 1 + (event.key === "ArrowDown" ? 1 : places - 1)) % places - 1);
        } else if (event.key === "Enter" && chosen >= 0) {
            event.preventDefault();
            take(offers[chosen]);
        } else if (event.key === "ArrowRight" && chosen >= 0) {
            event.preventDefault();
            write(offers[chosen]);
        }
    }

    // -1 is the box itself. An answer that is still on its way must not change the list under the choice.
    function choose(place) {
        askNoMore();
        list.children[chosen]?.setAttribute("aria-selected", "false");
        chosen = place;
        const option = list.children[chosen];
        if (option) {
            option.setAttribute("aria-selected", "true");
            option.scrollIntoView({ block: "nearest" });
            input.setAttribute("aria-activedescendant", option.id);
        } else {
            input.removeAttribute("aria-activedescendant");
        }
    }

    // What is taken is searched at once; an operator waits for its value.
    function take(offer) {
        write(offer);
        if (!offer.query.endsWith(":")) {
            input.form.requestSubmit();
        }
    }

    function write(offer) {
        const rest = input.value.slice(typed.length);
        input.value = offer.query + rest.trimStart();
        input.setSelectionRange(offer.query.length, offer.query.length);
        close();
        if (offer.query.endsWith(":")) {
            input.dispatchEvent(new Event("input", { bubbles: true }));
        }
    }
}
