// Moves go to the server one after the other; it answers with the true board. While
// somebody drags, the answer waits: a card must not vanish under the pointer.
import { toast } from "../../web/js/toast.js";
import { board, letGo, say } from "./picking.js";

let line = Promise.resolve();
let stillDragging = Promise.resolve();

// The promise is kept once the drag is over, whatever it came to.
export function waitFor(drag) {
  stillDragging = drag;
}

export const afterTheDrag = (then) => stillDragging.then(then);

export function tell(text) {
  say(text);
  toast(text);
}

export function move(person, zone, { byMouse = false } = {}) {
  const body = new FormData();
  body.set("source", person.dataset.source);
  body.set("target", zone.dataset.zone);
  const address = person.dataset.move;
  const whom = person.dataset.person;
  letGo();
  return inLine(async () => {
    body.set("version", board().dataset.version);
    await send(address, body, { whom, byMouse });
  });
}

export function submit(form) {
  const body = new FormData(form);
  const whom = form.dataset.joins;
  letGo();
  return inLine(() => send(form.action, body, { whom }));
}

function inLine(work) {
  line = line.then(work, work);
  return line;
}

async function send(address, body, { whom, byMouse = false }) {
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  const headers = { "HX-Request": "true" };
  const answer = await fetch(address, { method: "POST", body, headers }).catch(() => null);
  if (!answer) {
    tell(board().dataset.wordsOffline);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-board]");
  await stillDragging;
  if (fresh) replace(fresh, whom, byMouse);
  else location.reload();
}

// The new board in the place of the old one: what was scrolled or opened stays so.
function replace(fresh, whom, byMouse) {
  const scrolled = document.querySelector(".pool")?.scrollTop ?? 0;
  const open = [...board().querySelectorAll("details[id][open]")].map((one) => one.id);
  board().replaceWith(document.adoptNode(fresh));
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  const pool = document.querySelector(".pool");
  if (pool) pool.scrollTop = scrolled;
  document.dispatchEvent(new CustomEvent("htmx:after:swap"));
  const said = board().querySelector("[data-said]")?.textContent.trim();
  if (said) tell(said);
  const person = whom && board().querySelector(`[data-person="${whom}"] [data-pick]`);
  const next = person || board().querySelector("[data-undo] button:not([disabled])");
  next?.focus({ preventScroll: byMouse });
}
