// Says when the connection is gone and when it is back; and when htmx could not reach us.
import { word } from "./on.js";
import { toast } from "./toast.js";

addEventListener("offline", () => toast(word("offline")));
addEventListener("online", () => toast(word("online")));
document.addEventListener("htmx:error", () => toast(word("offline")));
