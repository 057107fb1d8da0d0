// What a reader has chosen for all pages, before the first of them is painted: so this waits for nothing, and is no module.
(() => {
    document.documentElement.dataset.scripts = "run";
    try {
        const chosen = JSON.parse(localStorage.getItem("archive:reading"));
        for (const name of ["size", "width", "face", "scheme"]) {
            if (typeof chosen?.[name] === "string") {
                document.documentElement.dataset[name] = chosen[name];
            }
        }
    } catch {
        // Nothing may be stored here, or something else is.
    }
})();
