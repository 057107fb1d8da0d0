// What a reader can choose for all pages. An empty value is how the site is by itself.

export const choices = [
    ["size", "Size of the text", [["small", "small"], ["", "normal"], ["large", "large"], ["larger", "larger"], ["largest", "largest"]]],
    ["width", "Width of the column", [["narrow", "narrow"], ["", "normal"], ["wide", "wide"]]],
    ["face", "Letters of the texts", [["", "with serifs"], ["sans", "without"]]],
    ["scheme", "Colours", [["", "as the system has them"], ["light", "light"], ["dark", "dark"]]],
];

export function parse(stored) {
    let parsed = null;
    try {
        parsed = JSON.parse(stored);
    } catch {
        // Nothing that this site has written.
    }
    return Object.fromEntries(choices.map(([name, , values]) => [name, values.some(([value]) => value === parsed?.[name]) ? parsed[name] : ""]));
}

// Null where there is nothing to keep.
export function write(settings) {
    const chosen = Object.entries(settings).filter(([, value]) => value);
    return chosen.length === 0 ? null : JSON.stringify(Object.fromEntries(chosen));
}
