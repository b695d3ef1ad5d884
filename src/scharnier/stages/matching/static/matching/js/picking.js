// Who is picked up, and what each way would cost. Nothing that is shown here changes the
// size or the place of a card: the words lie over the foot of each team.
import { toast } from "../../web/js/toast.js";

const ICONS = { good: "circle-check", warn: "triangle-alert", bad: "circle-alert" };

export const HAND = "hand"; // by keys, touch or voice: choose “Here”
export const DRAG = "drag"; // by mouse: let go over a team

let picked = null;
let refusals = new Map();

export const board = () => document.querySelector("[data-board]");
export const zones = () => [...document.querySelectorAll("[data-zone]")];
export const inHand = () => picked;

export function say(text) {
  const place = document.querySelector("[data-say]");
  if (place) place.textContent = text;
}

// Why this person cannot go there; empty if they can, or if only the server knows.
export function refusal(zone) {
  return zone.dataset.locked ?? refusals.get(zone.dataset.zone) ?? "";
}

export function letGo() {
  if (!picked) return;
  picked.removeAttribute("data-picked");
  picked = null;
  refusals = new Map();
  board()?.removeAttribute("data-picking");
  for (const zone of zones()) {
    zone.classList.remove("target", "blocked");
    write(zone, "", "");
  }
}

export function pick(person, how) {
  letGo();
  picked = person;
  person.dataset.picked = "";
  board().dataset.picking = how;
  for (const zone of zones()) {
    const here = zone.dataset.zone === person.dataset.source;
    zone.classList.toggle("target", !here && !zone.dataset.locked);
    zone.classList.toggle("blocked", !here && Boolean(zone.dataset.locked));
    if (zone.dataset.locked) write(zone, "bad", zone.dataset.locked);
  }
  if (how === HAND) say(board().dataset.wordsPicked.replace("#", person.dataset.name));
  showCosts(person);
}

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
    if (!target.possible) refusals.set(zone.dataset.zone, target.text);
    write(zone, target.kind, target.text);
  }
  const possible = document.querySelector(".target [data-here]");
  if (!possible && board().dataset.picking === HAND) nowhere(person);
  else if (possible && document.activeElement?.matches(".blocked [data-here]")) possible.focus();
}

// Every place is taken: say how one becomes free, and do not lose the place on the page.
function nowhere(person) {
  const full = board().dataset.wordsFull.replace("#", person.dataset.name);
  letGo();
  say(full);
  toast(full);
  person.querySelector("[data-pick]")?.focus();
}

// Colour never stands alone: the icon changes with it.
function write(zone, kind, text) {
  const cost = zone.querySelector("[data-cost]");
  if (!cost) return;
  cost.className = `rule ${kind}`;
  cost.hidden = !text;
  cost.querySelector("[data-cost-text]").textContent = text;
  const use = cost.querySelector("use");
  if (kind) use?.setAttribute("href", use.getAttribute("href").replace(/#.*$/, `#${ICONS[kind]}`));
}
