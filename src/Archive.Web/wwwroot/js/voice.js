// One line, seen and heard: what has been done where nothing else on the page tells. It stands where it covers nothing.
import { element } from "./elements.js";
import { gapFor } from "./pure/gaps.js";

const shownMilliseconds = 5000;
// What belongs to an element may stand this far out of it.
const overhang = 100;
const drawn = "svg, img, input, button, select, textarea, nav.where, .hit-walk";

// Heard from one element that stays in its place, because not everything reads out what has just been put somewhere; seen in another.
export const voice = element("p", { class: "voice unseen", "aria-live": "polite" });
const line = element("p", { class: "says", "aria-hidden": "true" });
let silence = 0;

export function say(words) {
    clearTimeout(silence);
    line.remove();
    voice.textContent = words;
    if (words) {
        line.textContent = words;
        show();
        silence = setTimeout(() => say(""), shownMilliseconds);
    }
}

// It belongs to the page and not to the window, so that whoever scrolls takes it along.
function show() {
    line.className = "says";
    line.removeAttribute("style");
    document.body.append(line);
    const gap = gapFor(line.getBoundingClientRect(), { width: document.documentElement.clientWidth, height: innerHeight }, boxesInView());
    if (gap) {
        line.style.left = `${gap.left + scrollX}px`;
        line.style.top = `${gap.top + scrollY}px`;
    } else {
        line.className = "says between";
        lastInView().before(line);
    }
}

function boxesInView() {
    const boxes = [];
    const range = document.createRange();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, node => {
        if (node.nodeType === Node.TEXT_NODE) {
            range.selectNodeContents(node);
            boxes.push(...range.getClientRects());
            return NodeFilter.FILTER_SKIP;
        }
        const box = node.getBoundingClientRect();
        if (box.height > 0 && (box.bottom < -overhang || box.top > innerHeight + overhang) || node === line || node.matches(".unseen, dialog") || !isDrawn(node)) {
            return NodeFilter.FILTER_REJECT;
        }
        if (node.matches(drawn)) {
            boxes.push(box);
        }
        return NodeFilter.FILTER_SKIP;
    });
    walker.nextNode();
    return boxes;
}

// What has no box of its own (a heading within a line) may have texts.
function isDrawn(node) {
    return node.checkVisibility() || getComputedStyle(node).display === "contents";
}

// Where a window is full of text the message stands between two blocks near its end, and what follows makes room.
function lastInView() {
    for (let y = innerHeight - 2 * line.offsetHeight; y > 0; y -= 20) {
        const block = document.elementFromPoint(document.documentElement.clientWidth / 2, y)?.closest("main p, main li, main pre, main blockquote, main table, main dl, footer.site");
        if (block && block.getBoundingClientRect().top > 0) {
            return block;
        }
    }
    return document.querySelector("footer.site");
}
