// The team board: drag with a mouse, or pick up and put down with keys, touch or voice.
// Every move goes to the server, which answers with the true board; without this script
// "Move" is a link to a page that does the same.
import { onEach } from "../../web/js/on.js";
import "./dragging.js";
import { afterTheDrag, move, submit } from "./moving.js";
import { HAND, board, inHand, letGo, pick, say, zones } from "./picking.js";

const narrow = () => matchMedia("(max-width: 64rem)").matches;

function take(event, person) {
  event.preventDefault();
  if (inHand() === person) {
    letGo();
    say(board().dataset.wordsCancelled);
    return;
  }
  pick(person, HAND);
  const first = zones().find((zone) => zone.classList.contains("target"));
  first?.querySelector("[data-here]")?.focus();
}

document.addEventListener("click", (event) => {
  const handle = event.target.closest("[data-pick]");
  // Where the teams stand far below the pool, the page with the list of teams is shorter.
  if (handle && !narrow()) take(event, handle.closest("[data-person]"));
  if (event.target.closest("[data-said-close]")) {
    event.preventDefault();
    event.target.closest("[data-said-box]").remove();
  }
  const here = event.target.closest("[data-here]");
  const person = inHand();
  if (!here || !person) return;
  const zone = here.closest("[data-zone]");
  if (zone.dataset.zone === person.dataset.source) letGo();
  else move(person, zone);
});

document.addEventListener("keydown", (event) => {
  const person = inHand();
  if (event.key !== "Escape" || !person) return;
  letGo();
  say(board().dataset.wordsCancelled);
  person.querySelector("[data-pick]").focus();
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-undo], [data-adopt]");
  if (!form) return;
  event.preventDefault();
  submit(form);
});

// The worker is ready: its polled piece says nothing more, so the page is loaded again.
onEach("[data-job-open]", (box) => {
  document.addEventListener("htmx:after:swap", () => {
    const open = document.querySelector("[data-job-open]");
    if (open === box && !box.querySelector("[hx-get]")) afterTheDrag(() => location.reload());
  });
});
