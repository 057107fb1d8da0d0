// Marks the lines that an address names: "#L142-L150". Those of one comment the style sheet marks by itself.
const marked = "in-range";

export function markLines() {
    if (document.querySelector("ol.lines")) {
        addEventListener("hashchange", mark);
        mark();
    }
}

function mark() {
    document.querySelectorAll(`.${marked}`).forEach(line => line.classList.remove(marked));
    const [, one, other] = /^#L(\d+)-L?(\d+)$/.exec(location.hash) ?? [];
    if (!one || document.getElementById(location.hash.slice(1))?.matches("ol")) {
        return;
    }
    const [first, last] = [Number(one), Number(other)].sort((a, b) => a - b);
    const lines = [...document.querySelectorAll("ol.lines > li")].filter(line => {
        const number = Number(line.id.slice(1));
        return number >= first && number <= last;
    });
    lines.forEach(line => line.classList.add(marked));
    lines[0]?.scrollIntoView();
}
