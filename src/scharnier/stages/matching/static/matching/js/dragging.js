// Dragging with a mouse: the page scrolls near its edges, and letting go always says
// something, also where nobody may go.
import { move, tell, waitFor } from "./moving.js";
import { DRAG, board, inHand, letGo, pick, refusal } from "./picking.js";

const EDGE = 90; // pixels from the edge of the window where it begins to scroll
const FASTEST = 22; // pixels a frame
let over = () => {};
let dropped = false;
let pointer = null;

const element = (event) => (event.target.nodeType === Node.ELEMENT_NODE ? event.target : event.target.parentElement);

document.addEventListener("dragstart", (event) => {
  const person = element(event)?.closest('[data-person][draggable="true"]');
  if (!person) return;
  const box = person.getBoundingClientRect();
  event.dataTransfer.setData("text/plain", person.dataset.name);
  event.dataTransfer.setDragImage(person, event.clientX - box.x, event.clientY - box.y);
  event.dataTransfer.effectAllowed = "move";
  dropped = false;
  over();
  waitFor(new Promise((done) => {
    over = done;
  }));
  pick(person, DRAG);
  // After the browser has taken its picture of the card.
  setTimeout(() => {
    if (inHand() === person) person.classList.add("dragging");
  });
});

function finish() {
  document.querySelector(".dragging")?.classList.remove("dragging");
  pointer = null;
  over();
}

document.addEventListener("dragend", () => {
  if (inHand() && !dropped) tell(board().dataset.wordsBeside);
  letGo();
  finish();
});

document.addEventListener("dragover", (event) => {
  if (!inHand()) return;
  const isFirst = pointer === null;
  pointer = { x: event.clientX, y: event.clientY };
  if (isFirst) requestAnimationFrame(scroll);
  if (element(event)?.closest("[data-zone]")) {
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
  }
});

document.addEventListener("drop", (event) => {
  const zone = element(event)?.closest("[data-zone]");
  const person = inHand();
  if (!zone || !person) return;
  event.preventDefault();
  dropped = true;
  const reason = refusal(zone);
  if (zone.dataset.zone === person.dataset.source) letGo();
  else if (reason) {
    tell(board().dataset.wordsRefused.replace("#", reason));
    letGo();
  } else move(person, zone, { byMouse: true });
  finish();
});

function speed(position, length) {
  if (position < EDGE) return -FASTEST * (1 - Math.max(0, position) / EDGE);
  if (position > length - EDGE) return FASTEST * (1 - Math.max(0, length - position) / EDGE);
  return 0;
}

function scroll() {
  if (!pointer || !inHand()) return;
  const by = speed(pointer.y, innerHeight);
  if (by) scrollBy({ top: by, behavior: "instant" });
  requestAnimationFrame(scroll);
}
