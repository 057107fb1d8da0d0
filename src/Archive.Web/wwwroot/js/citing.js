// The style in which this reader cites stands first, here and on the next page: remembered in this browser and sent to nobody.
import { attempt, store } from "./store.js";
import { remembers } from "./visits.js";

const key = "archive:style";

export function rememberStyle() {
    const styles = document.querySelector("nav.styles");
    if (!styles || !store || !remembers()) {
        return;
    }
    const asked = new URLSearchParams(location.search).get("style");
    if (asked) {
        attempt(() => store.setItem(key, asked));
        return;
    }
    const links = [...styles.querySelectorAll("a")];
    const link = links.find(link => new URLSearchParams(link.search).get("style") === store.getItem(key));
    const section = document.getElementById(store.getItem(key))?.closest("section.style");
    if (link && section) {
        styles.after(section);
        links.forEach(other => other.removeAttribute("aria-current"));
        link.setAttribute("aria-current", "true");
    }
}

export function forgetStyle() {
    attempt(() => store.removeItem(key));
}
