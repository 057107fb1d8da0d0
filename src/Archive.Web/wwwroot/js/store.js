// What this browser remembers, and nobody else hears of.

// Null where the reader has forbidden it; asking for it may already fail.
export const store = open();

function open() {
    try {
        localStorage.getItem("archive:keys");
        return localStorage;
    } catch {
        return null;
    }
}

// Whether it could be done: a store may be full, or closed meanwhile, and then what is chosen holds for this page.
export function attempt(action) {
    try {
        action();
        return true;
    } catch {
        return false;
    }
}
