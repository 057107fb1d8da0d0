// Gives whoever comes back to a page the focus again, and the place in the window where it was. It is kept in the browser's history
// of this tab, beside the page's address.
import { focusAddressed } from "./moves.js";
import { attempt } from "./store.js";
import * as thread from "./thread.js";

const comesBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";

export function returnFocus() {
    document.addEventListener("click", event => event.target.closest?.("a[href]") && keepSpot(focused() ?? event.target.closest("a[href]")), true);
    document.addEventListener("submit", () => keepSpot(), true);
    addEventListener("hashchange", () => giveBack() || focusAddressed());
    if (comesBack) {
        giveBack();
        // The browser scrolls to where it was when all is there, and what scripts add since then may have moved.
        addEventListener("pageshow", () => requestAnimationFrame(() => requestAnimationFrame(place)));
    } else {
        forget();
    }
    addEventListener("pageshow", event => event.persisted && giveBack());
}

// The element that has the focus is named by what is around it, and by its address where it is a link.
export function keepSpot(element = focused()) {
    // What leads on from the line that stays is not where somebody reads.
    if (!element || element.closest("dialog") || thread.bar?.contains(element)) {
        return;
    }
    const spot = {
        id: element.closest("[id]")?.id ?? "",
        href: element.closest("a[href]")?.getAttribute("href") ?? "",
        top: element.getBoundingClientRect().top,
        hasRing: element.matches(":focus-visible"),
    };
    // Some browsers allow few changes of their history in a short time.
    attempt(() => history.replaceState({ ...history.state, spot }, ""));
}

const focused = () => document.activeElement === document.body ? null : document.activeElement;

let waiting = null;

function giveBack() {
    const spot = history.state?.spot;
    const element = spot && elementAt(spot);
    forget();
    if (!element) {
        return false;
    }
    element.focus({ preventScroll: true, focusVisible: spot.hasRing === true });
    waiting = { element, top: Number(spot.top) };
    place();
    return true;
}

function place() {
    const by = waiting ? waiting.element.getBoundingClientRect().top - waiting.top : 0;
    if (Math.abs(by) > 1) {
        scrollBy(0, by);
    }
}

function elementAt({ id, href }) {
    const around = document.getElementById(id) ?? document.body;
    const link = href && [...around.querySelectorAll("a[href]")].find(link => link.getAttribute("href") === href);
    const comment = thread.commentNamed(id);
    const element = link || (comment && thread.articleOf(comment));
    // What stands in a list that is closed by now has no place.
    return element?.getClientRects().length > 0 ? element : null;
}

function forget() {
    if (history.state?.spot) {
        attempt(() => history.replaceState({ ...history.state, spot: undefined }, ""));
    }
}
