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

export function attempt(action) {
    try {
        action();
    } catch {
        // The store is full or was closed meanwhile: what may not be stored holds for this page.
    }
}
