// The error summary takes the focus; its links lead to the control, not just near it.
import { onEach, word } from "./on.js";

onEach(".errors", (summary) => {
  // A page that answered a form is read anew by “Back”, instead of asking to send it again.
  history.replaceState(history.state, "", location.href);
  summary.focus({ preventScroll: false });
  const prefix = `${word("error")} `;
  if (!document.title.startsWith(prefix)) document.title = prefix + document.title;
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const control = link && document.getElementById(link.hash.slice(1));
    if (!control) return;
    event.preventDefault();
    (control.closest(".field, fieldset") ?? control).scrollIntoView({ block: "start" });
    control.focus({ preventScroll: true });
  });
});
