// One line at the edge of the window, seen and heard: what has been done where nothing else on the page tells.
import { element } from "./elements.js";

const shownMilliseconds = 5000;

export const voice = element("p", { class: "voice", "aria-live": "polite" });
let silence = 0;

export function say(words) {
    clearTimeout(silence);
    voice.textContent = words;
    silence = setTimeout(() => { voice.textContent = ""; }, shownMilliseconds);
}
