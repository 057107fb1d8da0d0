// A button beside each text that is there to be copied. Without it the text is selected and copied as any other.
import { button } from "./elements.js";
import { say } from "./voice.js";

export function addCopyButtons() {
    for (const block of document.querySelectorAll("[data-copy]")) {
        // Heard alone, one such button is as good as another.
        const name = block.closest("section, div")?.querySelector("h2, dt")?.textContent.trim();
        block.after(" ", button("Copy", () => copy(block), { class: "copy", ...(name && { "aria-label": `Copy ${name}` }) }));
    }
}

async function copy(block) {
    try {
        // Missing where the archive is not reached by https.
        await navigator.clipboard.writeText(block.textContent.trim());
        say("Copied");
    } catch {
        getSelection().selectAllChildren(block);
        say("Selected: now copy it as you copy any text");
    }
}
