// A juror's points survive bad reception: what is tapped is kept in the browser first, sent
// at once, and sent again until the server has it. <form data-seat="key" data-save="address">.
import { onEach } from "../../web/js/on.js";

const AGAIN_AFTER = 4000;

function storeOf(key) {
  const name = `scharnier-seat-${key}`;
  return {
    read() {
      try {
        return JSON.parse(localStorage.getItem(name)) ?? {};
      } catch {
        return {};
      }
    },
    write(kept) {
      try {
        if (Object.keys(kept).length) localStorage.setItem(name, JSON.stringify(kept));
        else localStorage.removeItem(name);
      } catch {
        // Private windows may refuse; the form itself still holds the values.
      }
    },
  };
}

function show(form, kept) {
  for (const [name, value] of Object.entries(kept)) {
    const field = form.elements[name];
    if (!field) continue;
    if (field instanceof RadioNodeList) field.value = value;
    else if (field.type === "radio") field.checked = field.value === value;
    else field.value = value;
  }
}

onEach("form[data-seat]", (form) => {
  const words = form.dataset;
  const said = form.querySelector("[data-saved]");
  const left = form.querySelector("[data-left]");
  const store = storeOf(words.seat);
  let timer;
  let sending = false;

  const say = (text, isKept) => {
    said.textContent = text;
    said.toggleAttribute("data-unsaved", Boolean(isKept));
  };
  const count = () => {
    const open = [...form.querySelectorAll("fieldset.score")].filter(
      (one) => !one.querySelector(":checked"),
    ).length;
    if (open === 0) left.textContent = words.leftNone;
    else left.textContent = open === 1 ? words.leftOne : words.leftMany.replace("%n", open);
  };

  const later = () => {
    say(words.unsaved, true);
    clearTimeout(timer);
    timer = setTimeout(send, AGAIN_AFTER);
  };

  async function send() {
    const kept = store.read();
    if (sending || Object.keys(kept).length === 0) return;
    sending = true;
    const body = new URLSearchParams(kept);
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(words.save, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
      });
      if (answer.ok) taken(kept, await answer.json());
      else if (answer.status === 409) refused(await answer.json());
      else later();
    } catch {
      later();
    } finally {
      sending = false;
    }
    const rest = store.read();
    if (Object.keys(rest).length && !said.hasAttribute("data-unsaved")) send();
  }

  function taken(sent, answer) {
    const now = store.read();
    for (const [name, value] of Object.entries(sent)) if (now[name] === value) delete now[name];
    store.write(now);
    say(answer.saved, false);
  }

  function refused(answer) {
    store.write({});
    say(answer.refused, true);
  }

  form.addEventListener("change", (event) => {
    if (!event.target.name) return;
    store.write({ ...store.read(), [event.target.name]: event.target.value });
    count();
    send();
  });
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    later();
  });
  window.addEventListener("online", send);
  const pending = store.read();
  show(form, pending);
  if (Object.keys(pending).length) say(words.unsaved, true);
  count();
  send();
});
