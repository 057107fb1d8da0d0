// The part of the dialog of keys that says what this browser remembers, and forgets it.
import { forgetStyle } from "./citing.js";
import { button, element } from "./elements.js";
import { canRemember, forgetAll, forgetThread, isOnThread, remember, remembers } from "./visits.js";

export function choicesOfMemory() {
    if (!canRemember) {
        return [];
    }
    const box = element("input", { type: "checkbox", id: "remembers" });
    const answer = element("p", { role: "status" });
    const forgetting = forget => () => {
        forget();
        answer.textContent = "Forgotten.";
    };
    box.checked = remembers();
    box.addEventListener("change", () => {
        remember(box.checked);
        if (!box.checked) {
            forgetStyle();
            answer.textContent = "Forgotten.";
        }
    });
    return [element("section", { class: "memory" },
        element("h3", {}, "What this browser remembers"),
        element("p", {}, "Which comments you have read and when you were here last, so that what is new can be marked; and the style in which you cite. It stays in this browser and is sent to nobody."),
        element("p", { class: "choice" }, box, " ", element("label", { for: "remembers" }, "Remember what I have read")),
        ...(isOnThread ? [button("Forget this thread", forgetting(forgetThread))] : []),
        button("Forget everything", forgetting(() => {
            forgetAll();
            forgetStyle();
        })),
        answer)];
}
