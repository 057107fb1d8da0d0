// Sends what is chosen, dropped or pasted, each file by itself, into one stage at the server; the first file begins it.
import { element } from "../elements.js";
import { filesOf } from "./dropped.js";

const form = document.querySelector("form.bring");
const going = document.querySelector("form.going");
const panel = document.querySelector(".uploading");
const overlay = document.querySelector(".dropping");

// Two keep a line busy; more would only wait for each other, and take the turns of another tab.
const atOnce = 2;

const batch = { waiting: [], failed: [], running: new Set(), pausing: 0, bytes: 0, sent: 0, files: 0, done: 0, isCancelled: false, address: null };

equip();

function equip() {
    document.querySelector(".folder").hidden = false;
    for (const input of form.querySelectorAll("input[type=file]")) {
        input.addEventListener("change", () => {
            add([...input.files].map(file => ({ name: file.webkitRelativePath || file.name, file })));
            input.value = "";
        });
    }
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        addText(form.elements.text.value, form.elements.name.value.trim());
        form.elements.text.value = form.elements.name.value = "";
    });
    document.addEventListener("paste", (event) => {
        if (event.target.closest?.("input, textarea, select, [contenteditable]")) {
            return;
        }
        event.preventDefault();
        const files = [...event.clipboardData.files];
        add(files.map(file => ({ name: file.name, file })));
        if (files.length === 0) {
            addText(event.clipboardData.getData("text/plain"), "");
        }
    });
    equipDropping();
    panel.querySelector("[data-do=cancel]").addEventListener("click", cancel);
    panel.querySelector("[data-do=again]").addEventListener("click", tryAgain);
    panel.querySelector("[data-do=on]").addEventListener("click", goOn);
    addEventListener("beforeunload", (event) => isBusy() && event.preventDefault());
}

// The overlay stands only while files are over the window. Browsers say that they left, most of the time; that they are there, several times a second.
function equipDropping() {
    const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
    let silence = 0;
    const hide = () => {
        clearTimeout(silence);
        overlay.hidden = true;
    };
    for (const there of ["dragenter", "dragover"]) {
        addEventListener(there, (event) => {
            if (holdsFiles(event)) {
                event.preventDefault();
                overlay.hidden = false;
                clearTimeout(silence);
                silence = setTimeout(hide, 1000);
            }
        });
    }
    addEventListener("dragleave", (event) => event.relatedTarget === null && hide());
    addEventListener("drop", async (event) => {
        hide();
        if (holdsFiles(event)) {
            event.preventDefault();
            add(await filesOf(event.dataTransfer, Number(form.dataset.files)));
        }
    });
}

function addText(text, name) {
    if (text.trim().length > 0) {
        const named = name === "" ? "pasted.txt" : name.includes(".") ? name : `${name}.txt`;
        add([{ name: named, file: new Blob([text], { type: "text/plain" }) }]);
    }
}

function add(files) {
    if (files.length === 0) {
        return;
    }
    batch.isCancelled = false;
    for (const { name, file } of files) {
        const one = { name, file, size: file.size, loaded: 0 };
        if (file.size > Number(form.dataset.largest)) {
            batch.failed.push({ ...one, reason: form.dataset.tooLarge, isFinal: true });
        } else {
            batch.waiting.push(one);
            batch.bytes += one.size;
            batch.files++;
        }
    }
    panel.hidden = false;
    panel.scrollIntoView({ block: "nearest" });
    show();
    next();
}

function next() {
    // Nobody knows the stage before the first file has made it.
    while (batch.waiting.length > 0 && batch.running.size < (batch.address === null ? 1 : atOnce)) {
        send(batch.waiting.shift());
    }
    show();
    if (!isBusy() && !batch.isCancelled && batch.failed.length === 0 && batch.address !== null) {
        goOn();
    }
}

function send(one) {
    const request = new XMLHttpRequest();
    one.request = request;
    batch.running.add(one);
    request.open("POST", form.action);
    request.responseType = "json";
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader(form.dataset.header, form.elements.form.value);
    request.upload.addEventListener("progress", ({ loaded }) => {
        one.loaded = Math.min(loaded, one.size);
        show();
    });
    request.addEventListener("loadend", () => {
        batch.running.delete(one);
        one.loaded = 0;
        take(one, request);
        next();
    });
    const content = new FormData();
    content.append("files", one.file, one.name);
    request.send(content);
}

function take(one, { status, response }) {
    if (batch.isCancelled) {
        return;
    }
    if (status === 200 && response) {
        batch.address = response.address;
        form.action = `${form.action.split("?")[0]}?stage=${response.stage}`;
        batch.sent += one.size;
        batch.done++;
    } else if (status === 503 && (one.tries = (one.tries ?? 0) + 1) < 100) {
        // Others send as well; this one comes again in its turn.
        batch.pausing++;
        setTimeout(() => {
            batch.pausing--;
            if (!batch.isCancelled) {
                batch.waiting.push(one);
            }
            next();
        }, 2000);
    } else {
        const reason = status === 0 ? "it could not be sent; the line is broken, or the file can no longer be read"
            : status === 401 ? "you are signed out; sign in in another tab, then try again"
            : response?.refusal ?? `the server answered ${status}`;
        batch.failed.push({ ...one, reason });
    }
}

function isBusy() {
    return batch.waiting.length > 0 || batch.running.size > 0 || batch.pausing > 0;
}

function cancel() {
    batch.isCancelled = true;
    batch.waiting.length = 0;
    for (const one of batch.running) {
        one.request.abort();
    }
    show();
}

function tryAgain() {
    const again = batch.failed.filter(one => !one.isFinal);
    batch.failed = batch.failed.filter(one => one.isFinal);
    batch.isCancelled = false;
    batch.waiting.push(...again.map(({ name, file, size }) => ({ name, file, size, loaded: 0 })));
    next();
}

function goOn() {
    going.action = batch.address;
    going.submit();
}

function show() {
    const loaded = [...batch.running].reduce((sum, one) => sum + one.loaded, batch.sent);
    const bar = panel.querySelector("progress");
    bar.max = Math.max(batch.bytes, 1);
    bar.value = isBusy() ? loaded : batch.sent;
    panel.querySelector("[role=status]").textContent = batch.isCancelled
        ? `Cancelled; ${batch.done} of ${batch.files} files had come.`
        : `${batch.done} of ${batch.files} files, ${sized(loaded, batch.bytes)}`;
    panel.querySelector(".untaken").replaceChildren(...batch.failed.slice(0, 50).map(one => element("li", {}, element("bdi", {}, one.name), `: ${one.reason}`)));
    panel.querySelector("[data-do=cancel]").hidden = !isBusy();
    panel.querySelector("[data-do=again]").hidden = isBusy() || !batch.failed.some(one => !one.isFinal);
    const on = panel.querySelector("[data-do=on]");
    on.hidden = isBusy() || batch.address === null || (batch.failed.length === 0 && !batch.isCancelled);
    on.textContent = batch.isCancelled ? "Go on with what came" : "Go on without";
}

// Both in the unit of the whole.
function sized(part, whole) {
    const [unit, bytes] = whole < 1e6 ? ["kB", 1e3] : ["MB", 1e6];
    return `${(part / bytes).toFixed(1)} of ${(whole / bytes).toFixed(1)} ${unit}`;
}
