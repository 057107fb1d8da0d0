// A look at what a comment answers, without going there and losing the place.
import { element } from "../elements.js";
import * as thread from "../thread.js";

const maxLength = 800;
const gap = 6;

export function offerPeeks() {
    if (!thread.section || !HTMLElement.prototype.showPopover) {
        return;
    }
    const peek = element("div", { class: "peek", popover: "auto", role: "dialog", "aria-label": "The comment that is answered" });
    thread.section.append(peek);
    thread.section.addEventListener("click", event => {
        const link = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey ? thread.answersLink(event.target) : null;
        const comment = link && thread.commentNamed(link.hash.slice(1));
        if (comment && !link.getAttribute("href").includes("?")) {
            event.preventDefault();
            show(comment, link);
        }
    });

    function show(comment, link) {
        const text = thread.textOf(comment);
        const go = element("a", { href: link.getAttribute("href") }, "Go there");
        go.addEventListener("click", () => peek.hidePopover());
        peek.replaceChildren(
            element("p", {}, [thread.numberOf(comment).textContent.trim(), thread.nameOf(comment)].filter(Boolean).join(" · "), " — ", go),
            element("div", { class: "writing", dir: "auto", tabindex: "0" }, text.length > maxLength ? `${text.slice(0, maxLength)}…` : text));
        peek.showPopover();
        place(link);
        go.focus();
    }

    // Under the link, or above it where there is no room.
    function place(link) {
        const { left, top, bottom } = link.getBoundingClientRect();
        const below = bottom + gap + peek.offsetHeight <= innerHeight || top < peek.offsetHeight + gap;
        peek.style.inset = "auto";
        peek.style.left = `${Math.max(0, Math.min(left, document.documentElement.clientWidth - peek.offsetWidth - gap))}px`;
        peek.style.top = `${below ? bottom + gap : top - gap - peek.offsetHeight}px`;
    }
}
