// Texts that come from a store or a file, where anybody may have written them.

// Never half of a character, and nothing that is no character.
export function text(value, maxLength) {
    return typeof value === "string" ? value.slice(0, maxLength).replace(/[\uD800-\uDBFF]$/, "").replace(/[\0-\x08\x0B\x0C\x0E-\x1F\x7F]/g, "") : "";
}

export function list(stored) {
    return parsed(stored) ?? [];
}

export function isList(stored) {
    return parsed(stored) !== null;
}

function parsed(stored) {
    try {
        const read = JSON.parse(stored);
        return Array.isArray(read) ? read : null;
    } catch {
        return null;
    }
}

export function time(value, now) {
    return Number.isSafeInteger(value) && value >= 0 && value <= now ? value : 0;
}
