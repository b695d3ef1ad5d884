// Every field saves itself. What cannot be saved (no connection, a link that has run out)
// stays in this browser and is sent when it is possible again.
import { markSent } from "../../web/js/keeping.js";
import { toast } from "../../web/js/toast.js";

const PAUSE = 1500;
const AGAIN = 15000;
const form = document.querySelector("form[data-autosave]");
if (form) start(form);

function start(form) {
  const words = form.dataset;
  const state = document.querySelector("[data-save-words]");
  const store = `scharnier-${words.store}`;
  const waiting = new Set();
  const clashes = new Map(); // What somebody else answered meanwhile: nothing is sent until one of both is chosen.
  let saving = false;
  let unreachable = false;
  let pressed; // The button of somebody who wants to go on while there is no connection.
  let timer;

  const say = (text) => {
    if (state) state.textContent = text;
  };
  const key = (element) => element.dataset.key ?? element.name.replace(/(-\d+-.*|_others|-goes)$/, "");
  const versions = () => new Map(form.elements.versions.value.split(" ").filter(Boolean).map((pair) => pair.split(":")));
  const setVersions = (changes) => {
    const known = versions();
    for (const [name, number] of Object.entries(changes)) known.set(name, String(number));
    form.elements.versions.value = [...known].map((pair) => pair.join(":")).join(" ");
  };

  function controls(name) {
    return [...form.elements].filter((element) => element.name && element.type !== "file" && key(element) === name);
  }

  function keep() {
    const kept = {};
    const known = versions();
    for (const name of [...waiting, ...clashes.keys()]) {
      const pairs = controls(name)
        .filter((element) => !/checkbox|radio/.test(element.type) || element.checked)
        .map((element) => [element.name, element.value]);
      kept[name] = { version: known.get(name) ?? "0", pairs };
    }
    try {
      if (Object.keys(kept).length) localStorage.setItem(store, JSON.stringify(kept));
      else localStorage.removeItem(store);
    } catch {
      // A browser that keeps nothing: the text still stands in the fields.
    }
  }

  function restore() {
    let kept;
    try {
      kept = JSON.parse(localStorage.getItem(store) ?? "{}");
    } catch {
      return;
    }
    for (const [name, { version, pairs }] of Object.entries(kept)) {
      const fields = controls(name);
      if (!fields.length) continue;
      // As it was typed: what was written since by somebody else must not be replaced unseen.
      setVersions({ [name]: version });
      for (const element of fields) {
        const values = pairs.filter(([field]) => field === element.name).map(([, value]) => value);
        if (/checkbox|radio/.test(element.type)) element.checked = values.includes(element.value);
        else if (values.length) [element.value] = values;
      }
      waiting.add(name);
    }
    if (waiting.size) {
      toast(words.wordRestored);
      save();
    }
  }

  function showError(name, messages) {
    const control = controls(name)[0];
    // A question of several controls is one group, whatever fields stand in it.
    const box = control?.closest(control.dataset.key ? "fieldset" : ".field, fieldset");
    if (!box) return undefined;
    box.querySelector("[data-live-error]")?.remove();
    const wrong = Boolean(messages?.length);
    box.classList.toggle("has-error", wrong);
    if (!wrong) {
      box.querySelector(".err")?.remove();
      return undefined;
    }
    const note = document.createElement("div");
    note.dataset.liveError = "";
    const text = document.createElement("p");
    text.className = "err";
    text.setAttribute("role", "status");
    note.append(text);
    (box.querySelector(".group-body") ?? control).before(note);
    [text.textContent] = messages;
    return note;
  }

  // Two of us answered the same: both texts are here, and one of both is chosen.
  function showClash({ key: name, theirs, version }) {
    clashes.set(name, version);
    const note = showError(name, [words.wordTheirs.replace("#", theirs)]);
    const choices = document.createElement("p");
    choices.className = "row mt4";
    const choice = (label, take) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn quiet small";
      button.textContent = label;
      button.addEventListener("click", take);
      choices.append(button);
    };
    choice(words.wordTakeMine, () => {
      setVersions({ [name]: version });
      clashes.delete(name);
      waiting.add(name);
      showError(name, []);
      controls(name)[0].focus();
      save();
    });
    choice(words.wordTakeTheirs, async () => {
      clashes.delete(name);
      keep();
      await save();
      location.reload();
    });
    note?.append(choices);
  }

  function change(name) {
    if (!clashes.has(name)) waiting.add(name);
    keep();
  }

  // Nothing but what changed leaves the page: the server reads and writes only that.
  function only(names) {
    const ours = new Set(["csrfmiddlewaretoken", "versions"]);
    for (const name of names) for (const element of controls(name)) ours.add(element.name);
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (ours.has(name)) body.append(name, value);
    for (const name of names) body.append("changed", name);
    return body;
  }

  async function save() {
    if (saving || !waiting.size) return;
    saving = true;
    const sent = [...waiting];
    const body = only(sent);
    say(words.wordSaving);
    try {
      const answer = await fetch(words.autosave, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        redirect: "manual",
      });
      if (answer.status === 401 || answer.type === "opaqueredirect") {
        say(words.wordSignIn);
        return; // One attempt a change: only signing in again helps.
      } else if (answer.ok) {
        unreachable = false;
        took(await answer.json(), sent);
      } else {
        say(words.wordKept);
        again();
      }
    } catch {
      unreachable = true;
      say(pressed ? words.wordLater : words.wordKept);
      again();
    } finally {
      saving = false;
      keep();
    }
    goOn();
    if (waiting.size && navigator.onLine && !timer) again(PAUSE);
  }

  function took(result, sent) {
    for (const name of sent) waiting.delete(name);
    for (const conflict of result.conflicts) showClash(conflict);
    const written = sent.filter((name) => !clashes.has(name));
    for (const name of written) showError(name, result.errors[name]);
    setVersions(Object.fromEntries(Object.entries(result.versions).filter(([name]) => !clashes.has(name))));
    say(result.closed || (clashes.size ? words.wordClash : result.saved));
  }

  function again(pause = AGAIN) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      save();
    }, pause);
  }

  form.addEventListener("change", (event) => {
    if (!event.target.name || event.target.type === "file") return;
    change(key(event.target));
    showConditions();
    clearTimeout(timer);
    timer = undefined;
    save();
  });
  form.addEventListener("input", (event) => {
    if (!event.target.name || event.target.type === "file") return;
    change(key(event.target));
    again(PAUSE);
  });
  form.addEventListener("submit", (event) => {
    if (isConnected()) {
      keep();
      markSent(store);
      return;
    }
    event.preventDefault();
    pressed = event.submitter;
    say(words.wordLater);
    toast(words.wordLater);
    save();
  });
  // As far as the browser knows, and as the last attempt to save went.
  function isConnected() {
    return navigator.onLine && !(unreachable && waiting.size);
  }
  function goOn() {
    if (!pressed || saving || !isConnected()) return;
    const button = pressed;
    pressed = undefined;
    form.requestSubmit(button);
  }
  addEventListener("online", async () => {
    await save();
    goOn();
  });
  addEventListener("pagehide", keep);

  // Questions that another answer of this page shows or hides; the server decides anew.
  function given(name) {
    return controls(name)
      .filter((element) => !/checkbox|radio/.test(element.type) || element.checked)
      .map((element) => element.value)
      .filter(Boolean);
  }

  function holds(part) {
    const [, name, operator, values] = /^([^:]+):([^=]+)=(.*)$/.exec(part) ?? [];
    const answers = given(name);
    const wanted = (values ?? "").split("|");
    if (operator === "answered") return answers.length > 0;
    if (operator === "is") return answers.some((value) => wanted.includes(value));
    if (operator === "is_not") return answers.length > 0 && !answers.some((value) => wanted.includes(value));
    const number = Number.parseFloat((answers[0] ?? "").replace(",", "."));
    return operator === "at_least" ? number >= Number(wanted[0]) : number <= Number(wanted[0]);
  }

  function showConditions() {
    for (const control of form.querySelectorAll("[data-shown-if]")) {
      const box = control.closest(".field, fieldset");
      if (box) box.hidden = !control.dataset.shownIf.split("&").every(holds);
    }
  }

  showConditions();
  restore();
}
