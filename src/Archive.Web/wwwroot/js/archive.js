// What scripts add to pages that are whole without them.
import { equipSearchBoxes } from "./suggestions.js";
import { addFoldLines } from "./folds.js";
import { rememberVisit } from "./visits.js";
import { listenToKeys } from "./keys.js";
import { returnFocus } from "./returning.js";
import { addCopyButtons } from "./copying.js";
import { rememberStyle } from "./citing.js";
import { markLines } from "./lines.js";
import { offerPeeks } from "./threads/peek.js";
import { showWhere } from "./threads/where.js";
import { followSettings } from "./own/settings.js";
import { offerBookmarks } from "./own/bookmarking.js";
import { rememberPlace } from "./own/places.js";

equipSearchBoxes();
addFoldLines();
rememberVisit();
showWhere();
offerPeeks();
rememberPlace();
listenToKeys();
returnFocus();
rememberStyle();
addCopyButtons();
markLines();
followSettings();
offerBookmarks();

const page = document.getElementById("own-bookmarks");
if (page) {
    import("./own/bookmarks-page.js").then(({ show }) => show(page));
}
