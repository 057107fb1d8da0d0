// What scripts add to pages that are whole without them.
import { equipSearchBoxes } from "./suggestions.js";
import { addFoldLines } from "./folds.js";
import { rememberVisit } from "./visits.js";
import { listenToKeys } from "./keys.js";
import { addCopyButtons } from "./copying.js";

equipSearchBoxes();
addFoldLines();
rememberVisit();
listenToKeys();
addCopyButtons();
