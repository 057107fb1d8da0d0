// Follows jobs on a page: asks how far each is, and when it is over goes where its outcome is.
const everyMilliseconds = 1000;
const speakEveryMilliseconds = 20000;
const longestMilliseconds = 15000;

for (const job of document.querySelectorAll("[data-follow]")) {
    if (isOpen(job.dataset.state)) {
        follow(job, everyMilliseconds, Date.now());
    }
}

function isOpen(state) {
    return !["done", "stopped", "failed"].includes(state);
}

function follow(job, wait, spoken) {
    setTimeout(async () => {
        // A server that restarts is asked less and less often until it answers.
        const next = await ask(job.dataset.follow);
        if (!next) {
            follow(job, Math.min(wait * 2, longestMilliseconds), spoken);
        } else if (next.dataset.state === job.dataset.state) {
            update(job, next);
            follow(job, everyMilliseconds, speak(job, spoken));
        } else if (isOpen(next.dataset.state)) {
            // Were the page loaded anew, the job might be over by then, and nobody would go where its outcome is.
            job.replaceWith(next);
            follow(next, everyMilliseconds, spoken);
        } else {
            leave(next);
        }
    }, wait);
}

async function ask(address) {
    try {
        const answer = await fetch(address, { headers: { accept: "text/html" }, redirect: "error" });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        return answer.ok ? page.querySelector("[data-follow]") : null;
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
function update(job, next) {
    for (const part of job.querySelectorAll("[data-part]:not([role])")) {
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
    for (const button of job.querySelectorAll("button")) {
        button.hidden = next.querySelector(`button[name="${button.name}"]`)?.hidden ?? true;
    }
}

// Seldom enough to be listened to.
function speak(job, spoken) {
    const voice = job.querySelector("[data-part=voice]");
    if (!voice || Date.now() - spoken < speakEveryMilliseconds) {
        return spoken;
    }
    voice.textContent = job.querySelector("[data-part=done]").textContent;
    return Date.now();
}
