// The names of keys: of those that were pressed, and as a reader sees them.

// Letters by shift and not by case: a caps lock changes nothing.
export function nameOf({ key, shiftKey }) {
    return /^[a-z]$/i.test(key) && shiftKey ? `shift+${key.toLowerCase()}` : key.toLowerCase();
}

// AltGr types characters on many keyboards, and is reported as Ctrl and Alt.
export function isChord({ ctrlKey, altKey, metaKey }, isAltGraph) {
    return (ctrlKey || altKey || metaKey) && !isAltGraph;
}

export function written(key) {
    return key === "enter" ? "Enter" : key.replace(/^shift\+(.)$/, (_, letter) => `Shift ${letter.toUpperCase()}`);
}
