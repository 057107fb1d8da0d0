// Where the reader is in a thread: counted in the line that stays, drawn on the shape, with ways to the branches around.
import { element } from "../elements.js";
import { goTo, hasFocusInView } from "../moves.js";
import * as thread from "../thread.js";
import { drawMap } from "./map.js";

export function showWhere() {
    const comments = thread.section ? thread.commentsInOrder() : [];
    if (!thread.bar || comments.length === 0) {
        return;
    }
    const places = thread.placesOf(comments);
    const at = thread.bar.querySelector(".at");
    const whole = at.textContent;
    const total = Number(thread.bar.dataset.total).toLocaleString("en-GB");
    const map = drawMap(comments);
    const branches = thread.branches();
    const steps = { previous: step("previous", "‹", "Top of this branch, or the one before", -1), next: step("next", "›", "Next branch", 1) };
    // A comment that a link leads to stands this much below the line.
    const gap = 36;
    let readable = [], here = null, waits = false;

    thread.bar.append(steps.previous, steps.next);
    const list = thread.bar.querySelector(".branches");
    list.addEventListener("click", choose);
    list.addEventListener("toggle", showBranch);
    for (const event of ["click", "focusin"]) {
        document.addEventListener(event, closeOthers);
    }
    document.addEventListener("keydown", closeByEscape);
    document.addEventListener("focusin", later);
    thread.section.addEventListener("toggle", turnMenu, true);
    thread.section.addEventListener("toggle", event => thread.isFold(event.target) && count(), true);
    addEventListener("scroll", later, { passive: true });
    addEventListener("resize", later);
    addEventListener("hashchange", later);
    count();

    function count() {
        readable = comments.filter(comment => !thread.isHidden(comment));
        show();
    }

    // Once for each picture that the browser draws, whatever has happened meanwhile.
    function later() {
        if (!waits) {
            waits = true;
            requestAnimationFrame(() => {
                waits = false;
                show();
            });
        }
    }

    function show() {
        const edge = thread.bar.getBoundingClientRect().bottom + 1;
        const first = lastAbove(edge), last = lastAbove(innerHeight);
        // Where somebody steps by keys the window does not always move, and at the end of a page it cannot.
        const focused = thread.commentAround(document.activeElement);
        here = focused && places.has(focused) && hasFocusInView(focused) ? focused : first < 0 ? null : readable[first];
        at.textContent = here ? `${places.get(here).toLocaleString("en-GB")} of ${total}` : whole;
        aim(steps.previous, -1);
        aim(steps.next, 1);
        map?.show(here ?? (last < 0 ? null : readable[0]), last < 0 ? null : readable[last]);
    }

    // The last readable comment that begins above a height of the window, -1 where none does.
    function lastAbove(height) {
        let low = 0, high = readable.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (thread.standOf(readable[middle]).getBoundingClientRect().top - gap <= height) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    function step(name, sign, title, by) {
        const link = element("a", { class: `step ${name}`, title, "aria-label": title }, sign);
        link.addEventListener("click", event => {
            const to = branchBeside(by);
            if (to) {
                event.preventDefault();
                goTo(to, true);
            }
        });
        return link;
    }

    function aim(link, by) {
        const to = branchBeside(by);
        const elsewhere = to ? null : pageBeside(by);
        link.hidden = !to && !elsewhere;
        if (to) {
            link.href = `#${to.id}`;
        } else if (elsewhere) {
            link.href = elsewhere.href;
        }
    }

    // From within a branch the way up leads to its own top first.
    function branchBeside(by) {
        const after = here === null ? 0 : branches.findIndex(branch => branch !== here && follows(here, branch));
        if (by > 0) {
            return branches[after] ?? null;
        }
        const before = (after < 0 ? branches.length : after) - 1;
        return here === null ? null : branches[before] === here ? branches[before - 1] ?? null : branches[before] ?? null;
    }

    // The pages' own links know the branch that stands on the page beside this one.
    function pageBeside(by) {
        const edge = by > 0 ? branches.at(-1) : branches[0];
        const link = edge && thread.way(edge, by > 0 ? "next" : "previous");
        return link && !link.getAttribute("href").startsWith("#") ? link : null;
    }

    function choose(event) {
        const link = event.target.closest("li a");
        if (link) {
            list.open = false;
        }
    }

    function showBranch() {
        const branch = here && branches.findLast(branch => branch === here || follows(branch, here));
        for (const link of list.querySelectorAll("li a")) {
            const isHere = branch && link.hash === `#${branch.id}`;
            isHere ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
            if (isHere && list.open) {
                link.scrollIntoView({ block: "nearest" });
            }
        }
    }

    function closeOthers(event) {
        thread.openLists().filter(open => !open.contains(event.target)).forEach(open => { open.open = false; });
    }

    function closeByEscape(event) {
        const open = event.key === "Escape" && !event.defaultPrevented ? thread.openLists().at(-1) : null;
        if (open) {
            event.preventDefault();
            open.open = false;
            open.querySelector("summary").focus();
        }
    }

    // At the lower edge of the window it opens upward.
    function turnMenu({ target }) {
        const list = thread.listOfMenu(target);
        if (list && target.open) {
            target.classList.remove("up");
            target.classList.toggle("up", list.getBoundingClientRect().bottom > innerHeight && target.getBoundingClientRect().top > list.offsetHeight + thread.barHeight());
        }
    }
}

const follows = (one, other) => Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
