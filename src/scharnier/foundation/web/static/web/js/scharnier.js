// All behaviours of the product. Each module waits for its own elements and does nothing
// without them; a page works without any of this. No eval, no inline handlers.
import "./alone.js";
import "./confirm.js";
import "./counter.js";
import "./dropzone.js";
import "./error-summary.js";
import "./keeping.js";
import "./menu.js";
import "./offline-note.js";
import "./ranking.js";
import "./said.js";
import "./scheme.js";
import "./table.js";
import "./toast.js";
