// The first words of a folded text.

const maxLength = 80;

export function preview(text) {
    const words = text.slice(0, 10 * maxLength).replace(/\s+/g, " ").trim();
    if (words.length <= maxLength) {
        return words;
    }
    const cut = words.slice(0, maxLength).replace(/[\uD800-\uDBFF]$/, "");
    const end = cut.lastIndexOf(" ");
    return `${end > maxLength / 2 ? cut.slice(0, end) : cut}…`;
}
