// A button beside each text that is there to be copied. Without it the text is selected and copied as any other.
"use strict";

(() => {
    for (const block of document.querySelectorAll("pre[data-copy]")) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "copy";
        button.textContent = "Copy";
        button.addEventListener("click", () => copy(block));
        block.before(button);
    }

    async function copy(block) {
        try {
            // Missing where the archive is not reached by https.
            await navigator.clipboard.writeText(block.textContent);
            say("Copied");
        } catch {
            getSelection().selectAllChildren(block);
            say("Selected, to be copied");
        }
    }

    function say(words) {
        document.dispatchEvent(new CustomEvent("archive:say", { detail: words }));
    }
})();
