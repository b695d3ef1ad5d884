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
  let sending = []; // On their way; what is typed meanwhile waits anew.
  const clashes = new Map(); // What somebody else answered meanwhile: nothing is sent until one of both is chosen.
  let saving = false;
  let leaving = false;
  let unreachable = false;
  let pressed; // The button of somebody who wants to go on while there is no connection.
  let timer;

  const say = (text, isSaved = false) => {
    if (!state) return;
    state.textContent = text;
    const [good, bad] = state.parentElement.querySelectorAll("[data-save-mark]");
    [good.hidden, bad.hidden] = [!isSaved, isSaved || text === words.wordSaving];
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
  const inputs = (name) => [...form.elements].filter((element) => element.type === "file" && element.name === name);
  const holdsFiles = (name) => inputs(name).some((input) => input.files.length);
  // A file that is there goes with the button, as its words say, or with the one that replaces it.
  const savesItself = ({ name, type, files }) => name && !name.endsWith("-goes") && (type !== "file" || files.length);

  function keep() {
    const kept = {};
    const known = versions();
    for (const name of [...sending, ...waiting, ...clashes.keys()]) {
      if (holdsFiles(name)) continue; // No browser keeps a chosen file: see beforeunload.
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
        element.dispatchEvent(new Event("input")); // for its counter; the form does not hear it
      }
      waiting.add(name);
    }
    if (waiting.size) {
      toast(words.wordRestored);
      save();
    }
  }

  function showError(name, messages) {
    const control = controls(name)[0] ?? inputs(name)[0];
    // A question of several controls is one group, whatever fields stand in it.
    const box = control?.closest(control.dataset.key ? "fieldset" : ".field, fieldset");
    if (!box) return undefined;
    box.querySelector("[data-live-error]")?.remove();
    const wrong = Boolean(messages?.length);
    box.classList.toggle("has-error", wrong);
    if (!wrong) {
      box.querySelector(".err")?.remove();
      strike(box);
      return undefined;
    }
    const note = document.createElement("div");
    note.dataset.liveError = "";
    const text = document.createElement("p");
    text.className = "err";
    text.setAttribute("role", "status");
    note.append(text);
    (box.querySelector(".group-body, [data-drop], .money") ?? control).before(note);
    [text.textContent] = messages;
    return note;
  }

  // What is right now is no longer listed on top.
  function strike(box) {
    const summary = document.querySelector(".errors");
    for (const link of summary?.querySelectorAll("a[href^='#']") ?? [])
      if (box.querySelector(`[id="${link.hash.slice(1)}"]`)) link.closest("li").remove();
    if (summary && !summary.querySelector("li")) summary.remove();
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
      (controls(name)[0] ?? inputs(name)[0]).focus();
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
    const ours = new Set(["csrfmiddlewaretoken", "versions", ...names]);
    for (const name of names) for (const element of controls(name)) ours.add(element.name);
    const body = new FormData();
    for (const [name, value] of new FormData(form)) if (ours.has(name) && value.name !== "") body.append(name, value);
    for (const name of names) body.append("changed", name);
    return names.some(holdsFiles) ? body : new URLSearchParams(body);
  }

  async function save() {
    if (saving || !waiting.size) return;
    saving = true;
    sending = [...waiting];
    waiting.clear();
    const body = only(sending);
    say(words.wordSaving);
    try {
      const answer = await fetch(words.autosave, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        redirect: "manual",
      });
      if (answer.status === 401 || answer.type === "opaqueredirect") {
        notSaved(words.wordSignIn);
        return; // One attempt a change: only signing in again helps.
      } else if (answer.ok) {
        unreachable = false;
        took(await answer.json(), sending);
      } else if (answer.status === 403) {
        notSaved((await answer.json()).refused);
        return;
      } else if (answer.status === 413) {
        tooLarge();
        again(PAUSE);
      } else {
        notSaved(words.wordKept);
        again();
      }
    } catch {
      unreachable = true;
      notSaved(pressed ? words.wordLater : words.wordKept);
      again();
    } finally {
      sending = [];
      saving = false;
      keep();
    }
    goOn();
    if (waiting.size && navigator.onLine && !timer) again(PAUSE);
  }

  function notSaved(text) {
    for (const name of sending) waiting.add(name);
    say([...waiting].some(holdsFiles) ? words.wordFileWaits : text);
  }

  function tooLarge() {
    for (const name of sending.filter(holdsFiles)) {
      for (const input of inputs(name)) input.value = "";
      showError(name, [words.wordTooLarge]);
    }
    pressed = undefined;
    notSaved(words.wordTooLarge);
  }

  function took(result, sent) {
    for (const conflict of result.conflicts) showClash(conflict);
    const written = sent.filter((name) => !clashes.has(name));
    for (const name of written) showError(name, result.errors[name] ?? (result.shut.includes(name) ? [result.closed] : []));
    setVersions(Object.fromEntries(Object.entries(result.versions).filter(([name]) => !clashes.has(name))));
    const refused = written.find((name) => result.errors[name] && holdsFiles(name));
    for (const name of written) if (!waiting.has(name)) for (const input of inputs(name)) input.value = "";
    for (const [name, html] of Object.entries(result.fields)) if (!waiting.has(name)) swap(name, html);
    if (refused) pressed = undefined;
    const wrong = result.closed || (clashes.size ? words.wordClash : refused && result.errors[refused][0]);
    say(wrong || result.saved, !wrong);
  }

  // The files of a question as they are stored now.
  function swap(name, html) {
    const old = inputs(name)[0]?.closest(".field, fieldset");
    if (!old) return;
    const focused = old.contains(document.activeElement);
    old.replaceWith(...new DOMParser().parseFromString(html, "text/html").body.children);
    document.dispatchEvent(new Event("htmx:after:swap")); // as for all that comes later
    if (focused) inputs(name)[0]?.focus();
  }

  function again(pause = AGAIN) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      save();
    }, pause);
  }

  form.addEventListener("change", (event) => {
    if (!savesItself(event.target)) return;
    change(key(event.target));
    showConditions();
    clearTimeout(timer);
    timer = undefined;
    save();
  });
  form.addEventListener("input", (event) => {
    if (event.target.type === "file" || !savesItself(event.target)) return;
    change(key(event.target));
    again(PAUSE);
  });
  form.addEventListener("submit", (event) => {
    const uploads = saving && sending.some(holdsFiles); // Once is enough: it goes on when they have arrived.
    if (isConnected() && !uploads) {
      leaving = true;
      keep();
      markSent(store);
      return;
    }
    event.preventDefault();
    pressed = event.submitter;
    if (uploads) return;
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
  addEventListener("beforeunload", (event) => {
    if (!leaving && [...sending, ...waiting].some(holdsFiles)) event.preventDefault();
  });

  // Questions that another answer of this page shows or hides; the server decides anew.
  function given(name) {
    return controls(name)
      .filter((element) => !element.closest("[hidden]")) // a hidden question counts as not answered
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
