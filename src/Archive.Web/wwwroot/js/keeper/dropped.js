// Finds the files in what was dropped, those of folders as well.

// Each with its path from the folder that was dropped; no more than so many.
export async function filesOf(transfer, most) {
    // All entries before anything is waited for: what was dropped is forgotten then.
    const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
    if (entries.length === 0) {
        return [...transfer.files].map(file => ({ name: file.name, file }));
    }
    const found = [];
    for (const pending = entries.reverse(); pending.length > 0 && found.length < most;) {
        const entry = pending.pop();
        if (entry.isDirectory) {
            pending.push(...(await entriesIn(entry)).reverse());
        } else {
            const file = await new Promise((resolve) => entry.file(resolve, () => resolve(new Blob([]))));
            found.push({ name: entry.fullPath.replace(/^\//, ""), file });
        }
    }
    return found;
}

// A reader gives a hundred or so at a time, and nothing once it has given all.
async function entriesIn(folder) {
    const reader = folder.createReader();
    const all = [];
    for (let some; (some = await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])))).length > 0;) {
        all.push(...some);
    }
    return all;
}
