// Comfort only: everything on the pages works without this file.
import "htmx.org/dist/htmx.esm.js";
import "./count.js";
import "./day.js";
import "./draft.js";
import "./files.js";
import "./keep.js";
import "./passkey.js";
import "./scroll.js";
import "./submit.js";
