// Follows jobs on a page: asks how far each is, and when it is over goes where its outcome is.
const everyMilliseconds = 1000;
const speakEveryMilliseconds = 20000;
const longestMilliseconds = 15000;

for (const section of document.querySelectorAll("section[data-follow]")) {
    if (isOpen(section.dataset.state)) {
        follow(section, everyMilliseconds, Date.now());
    }
}

function isOpen(state) {
    return !["done", "stopped", "failed"].includes(state);
}

function follow(section, wait, spoken) {
    setTimeout(async () => {
        // A server that restarts is asked less and less often until it answers.
        const next = await ask(section.dataset.follow);
        if (!next) {
            follow(section, Math.min(wait * 2, longestMilliseconds), spoken);
        } else if (next.dataset.state !== section.dataset.state) {
            leave(next);
        } else {
            update(section, next);
            follow(section, everyMilliseconds, speak(section, spoken));
        }
    }, wait);
}

async function ask(address) {
    try {
        const answer = await fetch(address, { headers: { accept: "text/html" }, redirect: "error" });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        return answer.ok ? page.querySelector("section[data-follow]") : null;
    } catch {
        return null;
    }
}

// What a page shows in another state is the page's to say.
function leave(next) {
    if (next.dataset.leads && next.dataset.state === "done" && new URL(next.dataset.leads, location).pathname !== location.pathname) {
        location.assign(next.dataset.leads);
    } else {
        location.reload();
    }
}

// Only what changed is written, so that a button keeps its focus and nobody hears the rest again.
function update(section, next) {
    for (const part of section.querySelectorAll("[data-part]:not([role])")) {
        const other = next.querySelector(`[data-part="${part.dataset.part}"]`);
        if (other && part.localName === "progress") {
            part.max = other.max;
            if (other.hasAttribute("value")) {
                part.value = other.value;
            }
        } else if (other && part.textContent !== other.textContent) {
            part.textContent = other.textContent;
        }
    }
    for (const button of section.querySelectorAll("button")) {
        button.hidden = next.querySelector(`button[name="${button.name}"]`)?.hidden ?? true;
    }
}

// Seldom enough to be listened to.
function speak(section, spoken) {
    const voice = section.querySelector("[data-part=voice]");
    if (!voice || Date.now() - spoken < speakEveryMilliseconds) {
        return spoken;
    }
    voice.textContent = section.querySelector("[data-part=done]").textContent;
    return Date.now();
}
