// What somebody writes into a longer form stays in this browser until it is saved, so that a
// session that ran out costs no text. By person and page; gone after saving, after signing out
// and after two days. The application's pages save themselves (autosave.js) and share the mark.
import { word } from "./on.js";
import { toast } from "./toast.js";

const PREFIX = "scharnier-keep:";
const SENT = "scharnier-sent";
const LONGEST = 2 * 24 * 60 * 60 * 1000;
const person = document.body.dataset.person ?? "";
const OURS = "main form[method=post]:not([data-autosave])";

const quietly = (act) => {
  try {
    return act();
  } catch {
    return undefined; // A browser that keeps nothing.
  }
};
const read = (key) => quietly(() => JSON.parse(localStorage.getItem(key) ?? "null"));
const forget = (key) => quietly(() => localStorage.removeItem(key));
const keys = (prefix) => quietly(() => Object.keys(localStorage).filter((key) => key.startsWith(prefix))) ?? [];

// This text is on its way: the next page of a person who is signed in says that it arrived.
export const markSent = (key) => quietly(() => sessionStorage.setItem(SENT, key));

function takeMark() {
  const sent = quietly(() => sessionStorage.getItem(SENT));
  if (sent) quietly(() => sessionStorage.removeItem(SENT));
  return sent;
}

function arrived() {
  const sent = takeMark();
  if (!sent) return;
  const cameBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (person && !cameBack) forget(sent);
  else if (!person) toast(word("keptAway"));
}

const controls = (form) =>
  [...form.elements].filter((one) => one.name && !/hidden|file|password|submit|button|reset/.test(one.type));
const isTick = (one) => /checkbox|radio/.test(one.type);
const typed = (form) =>
  controls(form)
    .filter((one) => !isTick(one) || one.checked)
    .map((one) => [one.name, one.value]);

function fill(form, pairs) {
  for (const one of controls(form)) {
    const values = pairs.filter(([name]) => name === one.name).map(([, value]) => value);
    if (isTick(one)) one.checked = values.includes(one.value);
    else if (values.length) one.value = values[0];
  }
  for (const area of form.querySelectorAll("textarea")) area.dispatchEvent(new Event("input"));
}

function say(form, key) {
  const note = document.createElement("div");
  note.className = "notice";
  note.setAttribute("role", "status");
  const words = document.createElement("strong");
  words.textContent = word("keptBack");
  const away = document.createElement("button");
  away.type = "button";
  away.className = "btn plain tiny";
  away.textContent = word("keptDrop");
  away.addEventListener("click", () => {
    forget(key);
    form.reset();
    note.remove();
    form.querySelector("textarea")?.focus();
  });
  note.append(words, away);
  form.prepend(note);
}

const isOurs = (form) => form?.matches(OURS) && form.querySelector("textarea");
const keyOf = (form) =>
  `${PREFIX}${person}:${location.pathname}:${new URL(form.getAttribute("action") ?? "", location.href).pathname}`;

function bringBack(form) {
  const key = keyOf(form);
  const kept = read(key);
  if (!kept || JSON.stringify(kept.pairs) === JSON.stringify(typed(form))) return;
  fill(form, kept.pairs);
  say(form, key);
}

function keep({ target }) {
  const form = target.form;
  if (!person || !isOurs(form)) return;
  const page = location.pathname + location.search;
  quietly(() => localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), page, pairs: typed(form) })));
}

// After signing in somewhere else than where the text was written.
function pointBack() {
  if (!document.referrer.includes("/konto/")) return;
  const away = keys(`${PREFIX}${person}:`)
    .map(read)
    .find((kept) => kept && kept.page.split("?")[0] !== location.pathname);
  const main = document.querySelector("main");
  if (!away || !main) return;
  const note = document.createElement("p");
  note.className = "notice";
  const link = document.createElement("a");
  link.href = away.page;
  link.textContent = word("keptWhere");
  note.append(link);
  main.prepend(note);
}

for (const key of keys(PREFIX)) if (!(read(key)?.at > Date.now() - LONGEST)) forget(key);
arrived();
if (person) {
  for (const form of document.querySelectorAll(OURS)) if (isOurs(form)) bringBack(form);
  pointBack();
}
document.addEventListener("input", keep);
// A form that htmx sent was answered on this very page.
document.addEventListener("htmx:after:swap", () => {
  const sent = takeMark();
  if (sent) forget(sent);
});
// Nothing of what was written stays for whoever uses this browser next.
document.addEventListener("submit", ({ target }) => {
  if (target.matches("[data-sign-out]")) for (const key of keys("scharnier-")) forget(key);
  else if (isOurs(target) && read(keyOf(target))) markSent(keyOf(target));
});
