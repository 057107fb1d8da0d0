// The dialog that shows all keys and switches them off.
import { button, element } from "../elements.js";
import { written } from "../pure/key-names.js";

export function makeDialog(groups, places, keys) {
    const dialog = element("dialog", { class: "keys", "aria-labelledby": "keys-heading" });
    const lists = groups.map(([name, rows]) => group(name, rows.map(row => [row.slice(0, -1).map(key => key.slice(0, -1)), row.at(-1)])));
    lists[1].lastChild.append(...places.map(([letter, name]) => line([["g", letter]], name)));
    dialog.append(
        element("header", {},
            element("h2", { id: "keys-heading" }, "Keys"),
            button("Close", () => dialog.close(), { class: "close" })),
        choice(keys),
        element("div", { class: "groups" }, ...lists));
    document.body.append(dialog);
    return dialog;
}

function group(name, rows) {
    return element("section", {}, element("h3", {}, name), element("dl", {}, ...rows.map(([keys, says]) => line(keys, says))));
}

// Each of the keys is one key, two one after the other, or a range.
function line(keys, says) {
    const shown = keys.flatMap((parts, i) => [
        i > 0 ? " " : "",
        ...parts.flatMap((part, j) => [j === 0 ? "" : parts[0] === "g" ? " " : "–", element("kbd", {}, written(part))]),
    ]);
    return element("div", {}, element("dt", {}, ...shown), element("dd", {}, says));
}

function choice({ isOn, turn }) {
    const box = element("input", { type: "checkbox", id: "keys-on" });
    box.checked = isOn;
    box.addEventListener("change", () => turn(box.checked));
    return element("p", { class: "choice" }, box, " ", element("label", { for: "keys-on" }, "Single keys do this. Switched off, none does anything, and the button “Keys” at the end of the page brings them back."));
}
