// A button beside each text that is there to be copied. Without it the text is selected and copied as any other.
"use strict";

(() => {
    for (const block of document.querySelectorAll("[data-copy]")) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "copy";
        button.textContent = "Copy";
        // Heard alone, one such button is as good as another.
        const name = block.closest("section, div")?.querySelector("h2, dt")?.textContent.trim();
        if (name) {
            button.setAttribute("aria-label", `Copy ${name}`);
        }
        button.addEventListener("click", () => copy(block));
        block.after(" ", button);
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

    function say(words) {
        document.dispatchEvent(new CustomEvent("archive:say", { detail: words }));
    }
})();
