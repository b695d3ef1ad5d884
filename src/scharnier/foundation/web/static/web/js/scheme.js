// Light or dark changes at once; the form still tells the server, which remembers it.
import { onEach } from "./on.js";

onEach("form[data-scheme-form]", (form) => {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new FormData(form, event.submitter);
    const chosen = body.get("scheme");
    if (chosen === "auto") delete document.documentElement.dataset.scheme;
    else document.documentElement.dataset.scheme = chosen;
    for (const button of form.querySelectorAll("button")) {
      if (button === event.submitter) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
    await fetch(form.action, { method: "POST", body, redirect: "manual" });
  });
});
