// Ranges of numbers, such as "0-37,40": in order, apart from each other, and never spelt out.

// Together with the number of threads about a fifth of what browsers let a site store.
const maxLength = 2000;

// Whatever was stored may be damaged: what is no range is left out.
export function parse(text) {
    const ranges = [];
    if (typeof text === "string" && text.length <= maxLength) {
        for (const part of text.split(",")) {
            const [, from, to = from] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part) ?? [];
            if (from !== undefined) {
                include(ranges, Number(from), Number(to));
            }
        }
    }
    return ranges;
}

export function include(ranges, from, to = from) {
    if (from > to) {
        return;
    }
    let at = 0;
    while (at < ranges.length && ranges[at][1] < from - 1) {
        at++;
    }
    let end = at;
    while (end < ranges.length && ranges[end][0] <= to + 1) {
        from = Math.min(from, ranges[end][0]);
        to = Math.max(to, ranges[end][1]);
        end++;
    }
    ranges.splice(at, end - at, [from, to]);
}

export function has(ranges, number) {
    return ranges.some(([from, to]) => from <= number && number <= to);
}

// What is too long loses its beginning: old comments count as unread again, and no unread one as read.
export function write(ranges) {
    let text = ranges.map(([from, to]) => from === to ? from : `${from}-${to}`).join(",");
    if (text.length > maxLength) {
        text = text.slice(text.indexOf(",", text.length - maxLength) + 1);
    }
    return text;
}
