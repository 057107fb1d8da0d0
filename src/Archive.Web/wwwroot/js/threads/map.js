// The shape of a thread as a map: the part that is on the screen, what an address names, what is new, and what a bar stands for.
import { element } from "../elements.js";
import { goTo } from "../moves.js";
import { preview } from "../pure/preview.js";
import { keepSpot } from "../returning.js";
import * as thread from "../thread.js";

const svg = "http://www.w3.org/2000/svg";

// Null where a page has no shape.
export function drawMap(comments) {
    const drawing = thread.shape?.querySelector("svg");
    const strokes = drawing ? thread.strokes() : [];
    if (strokes.length !== comments.length) {
        return null;
    }
    const { width, height } = drawing.viewBox.baseVal;
    const row = height / comments.length;
    const view = document.createElementNS(svg, "rect");
    const words = element("p", { class: "bar-words", hidden: "" });
    const slider = element("div", { class: "along", role: "slider", tabindex: "0", "aria-label": "Along the comments of this page", "aria-valuemin": "1", "aria-valuemax": String(comments.length) });
    let at = 0;

    view.setAttribute("class", "view");
    view.setAttribute("width", width);
    drawing.prepend(view);
    drawing.before(slider);
    thread.shape.append(words);
    // A bar of three pixels is hard to hit: its whole row stands for it.
    drawing.addEventListener("pointermove", event => say(rowAt(event)));
    drawing.addEventListener("click", event => {
        if (!event.target.closest("a")) {
            goTo(comments[rowAt(event)]);
        }
    });
    drawing.addEventListener("pointerleave", hush);
    slider.addEventListener("focus", () => say(at));
    slider.addEventListener("blur", hush);
    slider.addEventListener("keydown", key);
    addEventListener("hashchange", showTarget);
    showTarget();
    showNew();

    return { show };

    // From the first to the last comment of which something is in the window.
    function show(first, last) {
        const [from, to] = first && last ? [comments.indexOf(first), comments.indexOf(last)] : [0, -1];
        view.setAttribute("y", from * row);
        view.setAttribute("height", Math.max(0, to - from + 1) * row);
        // Whoever walks along it by keys is not moved by the window.
        if (document.activeElement !== slider) {
            at = from;
            turn();
        }
    }

    function showTarget() {
        const target = comments.indexOf(thread.addressed());
        strokes.forEach((stroke, i) => stroke.classList.toggle("target", i === target));
    }

    function showNew() {
        strokes.forEach((stroke, i) => stroke.classList.toggle("fresh", thread.isNew(comments[i])));
    }

    function turn() {
        slider.setAttribute("aria-valuenow", String(at + 1));
        slider.setAttribute("aria-valuetext", inWords(at));
    }

    function key(event) {
        const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, PageDown: 10, PageUp: -10, Home: -comments.length, End: comments.length };
        if (event.key in steps && !event.ctrlKey && !event.metaKey && !event.altKey) {
            event.preventDefault();
            at = Math.min(comments.length - 1, Math.max(0, at + steps[event.key]));
            turn();
            say(at);
        } else if (event.key === "Enter") {
            event.preventDefault();
            hush();
            keepSpot();
            goTo(comments[at]);
        }
    }

    function rowAt(event) {
        const { top, height } = drawing.getBoundingClientRect();
        return Math.min(comments.length - 1, Math.max(0, Math.floor((event.clientY - top) / height * comments.length)));
    }

    function inWords(index) {
        const comment = comments[index];
        const marks = [thread.isNew(comment) && "new", thread.hasMarks(comment) && "found"].filter(Boolean).join(", ");
        return [`${thread.numberOf(comment).textContent.trim()}${marks ? ` (${marks})` : ""}`, thread.nameOf(comment), preview(thread.textOf(comment))].filter(Boolean).join(" · ");
    }

    function say(index) {
        const stroke = strokes[index].getBoundingClientRect();
        const around = thread.shape.getBoundingClientRect();
        words.textContent = inWords(index);
        words.hidden = false;
        words.style.top = `${stroke.top - around.top - words.offsetHeight / 2}px`;
        words.style.left = `${stroke.right - around.left + 10}px`;
        strokes.forEach((other, i) => other.classList.toggle("over", i === index));
    }

    function hush() {
        words.hidden = true;
        strokes.forEach(stroke => stroke.classList.remove("over"));
    }
}
