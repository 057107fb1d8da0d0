// A reader's own settings stand on the root of the page as attributes, which the style sheet knows. before.js puts them there; this
// follows what is chosen meanwhile, here or on another page.
import { store } from "../store.js";

export const key = "archive:reading";
const names = ["size", "width", "face", "scheme"];

export function followSettings() {
    addEventListener("storage", event => event.key === key && showSettings());
    addEventListener("pageshow", event => event.persisted && showSettings());
    document.querySelector("footer.site a.settings")?.addEventListener("click", event => {
        if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
            event.preventDefault();
            openSettings();
        }
    });
    const page = document.getElementById("own-settings");
    if (page) {
        import("./settings-dialog.js").then(({ content }) => page.append(...content("h2")));
    }
}

export async function openSettings() {
    (await import("./settings-dialog.js")).open();
}

// Where nothing may be stored, what is given holds for this page.
export function showSettings(chosen = stored()) {
    for (const name of names) {
        if (typeof chosen[name] === "string" && chosen[name]) {
            document.documentElement.dataset[name] = chosen[name];
        } else {
            delete document.documentElement.dataset[name];
        }
    }
}

function stored() {
    try {
        return JSON.parse(store?.getItem(key)) ?? {};
    } catch {
        return {};
    }
}
