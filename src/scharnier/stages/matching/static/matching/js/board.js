// The team board: drag with a mouse, or pick up and put down with keys, touch or voice.
// Every move goes to the server, which answers with the true board; without this script
// "Move" is a link to a page that does the same.
import { onEach } from "../../web/js/on.js";
import { toast } from "../../web/js/toast.js";

const CONFLICT = 409;
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const narrow = () => matchMedia("(max-width: 64rem)").matches;
const board = () => document.querySelector("[data-board]");
const zones = () => [...document.querySelectorAll("[data-zone]")];
let picked = null;
let before = new Map();

function say(text) {
  const place = document.querySelector("[data-say]");
  if (place) place.textContent = text;
}

function drop() {
  if (!picked) return;
  picked.removeAttribute("data-picked");
  picked = null;
  board()?.removeAttribute("data-picking");
  for (const zone of zones()) zone.classList.remove("target", "blocked");
  for (const [rule, known] of before) {
    rule.className = known.css;
    rule.querySelector("[data-rule-text]").textContent = known.text;
    draw(rule, known.icon);
  }
  before = new Map();
}

function pick(person) {
  drop();
  picked = person;
  person.dataset.picked = "";
  board().dataset.picking = "";
  for (const zone of zones()) {
    if (zone.dataset.zone !== person.dataset.source) zone.classList.add("target");
  }
  say(board().dataset.wordsPicked.replace("#", person.dataset.name));
  showCosts(person);
}

// Colour never stands alone: the icon of the rule changes with it.
const ICONS = { good: "circle-check", warn: "triangle-alert", bad: "circle-alert" };
const picture = (rule) => rule.querySelector("use");

function draw(rule, icon) {
  const use = picture(rule);
  use?.setAttribute("href", use.getAttribute("href").replace(/#.*$/, `#${icon}`));
}

// What each way would cost, written where the rule of the team stands.
async function showCosts(person) {
  const address = `${person.dataset.costs}?source=${person.dataset.source}`;
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok || picked !== person) return;
  const { targets } = await answer.json();
  for (const zone of zones()) {
    const target = targets[zone.dataset.zone];
    if (!target) continue;
    zone.classList.toggle("target", target.possible);
    zone.classList.toggle("blocked", !target.possible);
    const rule = zone.querySelector("[data-rule]");
    if (!rule) continue;
    const text = rule.querySelector("[data-rule-text]");
    const icon = picture(rule)?.getAttribute("href").split("#")[1] ?? ICONS.warn;
    before.set(rule, { css: rule.className, text: text.textContent, icon });
    rule.className = `rule ${target.kind}`;
    text.textContent = target.text;
    draw(rule, ICONS[target.kind]);
  }
  const blocked = document.activeElement?.matches(".blocked [data-here]");
  if (blocked) document.querySelector(".target [data-here]")?.focus();
}

function move(person, zone) {
  const body = new FormData();
  body.set("source", person.dataset.source);
  body.set("target", zone.dataset.zone);
  body.set("version", board().dataset.version);
  send(person.dataset.move, body, person.dataset.person);
}

async function send(address, body, focusOn) {
  drop();
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  const headers = { "HX-Request": "true" };
  const answer = await fetch(address, { method: "POST", body, headers }).catch(() => null);
  if (!answer) {
    toast(board().dataset.wordsOffline);
    say(board().dataset.wordsOffline);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-board]");
  if (!fresh) {
    location.reload();
    return;
  }
  replace(fresh, focusOn);
  if (answer.status === CONFLICT) board().scrollIntoView({ block: "start" });
}

function replace(fresh, focusOn) {
  const swap = () => board().replaceWith(document.adoptNode(fresh));
  const after = () => {
    document.dispatchEvent(new CustomEvent("htmx:after:swap"));
    const said = board().querySelector("[data-said], .messages .notice");
    const text = said?.textContent.trim() ?? "";
    if (text) {
      say(text);
      toast(text);
    }
    const person = focusOn && board().querySelector(`[data-person="${focusOn}"] [data-pick]`);
    (person || board().querySelector("[data-undo] button:not([disabled])"))?.focus();
  };
  if (document.startViewTransition && !still()) document.startViewTransition(swap).updateCallbackDone.then(after);
  else {
    swap();
    after();
  }
}

document.addEventListener("click", (event) => {
  const take = event.target.closest("[data-pick]");
  // Where the teams stand far below the pool, the page with the list of teams is shorter.
  if (take && !narrow()) {
    event.preventDefault();
    const person = take.closest("[data-person]");
    if (picked === person) {
      drop();
      say(board().dataset.wordsCancelled);
    } else {
      pick(person);
      zones().find((zone) => zone.classList.contains("target"))?.querySelector("[data-here]")?.focus();
    }
  }
  const here = event.target.closest("[data-here]");
  if (!here || !picked) return;
  const zone = here.closest("[data-zone]");
  if (zone.dataset.zone === picked.dataset.source) drop();
  else move(picked, zone);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !picked) return;
  const back = picked.querySelector("[data-pick]");
  drop();
  say(board().dataset.wordsCancelled);
  back.focus();
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-undo], [data-adopt]");
  if (!form) return;
  event.preventDefault();
  send(form.action, new FormData(form), form.dataset.joins);
});

document.addEventListener("dragstart", (event) => {
  const person = event.target.closest?.("[data-person]");
  if (!person) return;
  event.dataTransfer.setData("text/plain", person.dataset.person);
  event.dataTransfer.effectAllowed = "move";
  // After the browser has taken its picture: changing the layout here would cancel the drag.
  setTimeout(() => {
    pick(person);
    person.classList.add("dragging");
  });
});

document.addEventListener("dragend", (event) => {
  event.target.classList?.remove("dragging");
  drop();
});

document.addEventListener("dragover", (event) => {
  const zone = event.target.closest?.("[data-zone]");
  if (zone && picked && !zone.classList.contains("blocked")) event.preventDefault();
});

document.addEventListener("drop", (event) => {
  const zone = event.target.closest?.("[data-zone]");
  if (!zone || !picked) return;
  event.preventDefault();
  const person = picked;
  if (zone.dataset.zone === person.dataset.source) drop();
  else move(person, zone);
});

// The worker is ready: its polled piece says nothing more, so the page is loaded again.
onEach("[data-job-open]", (box) => {
  document.addEventListener("htmx:after:swap", () => {
    const open = document.querySelector("[data-job-open]");
    if (open === box && !box.querySelector("[hx-get]")) location.reload();
  });
});
