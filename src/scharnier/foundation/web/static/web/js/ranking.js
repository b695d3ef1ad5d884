// Answers in an order. Without this each has a number to choose; with it the numbers keep
// themselves apart, and an answer moves by buttons, by its number, or by dragging its handle.
import { onEach } from "./on.js";

onEach("[data-ranking]", (list) => {
  const most = Number(list.dataset.most);
  const says = list.parentElement.querySelector("[data-ranking-says]");
  const items = () => [...list.querySelectorAll("[data-rank]")];
  const select = (item) => item.querySelector("select");
  const name = (item) => item.querySelector("label").textContent.trim();
  const numbered = () =>
    items()
      .filter((item) => select(item).value)
      .sort((one, other) => select(one).value - select(other).value);

  // The numbers follow the order; what is beyond the limit or was left out has none.
  function show(order, moved) {
    const ranked = order.slice(0, most);
    const rest = items().filter((item) => !ranked.includes(item));
    const focused = document.activeElement;
    for (const [at, item] of [...ranked, ...rest].entries()) {
      select(item).value = at < ranked.length ? String(at + 1) : "";
      if (list.children[at] !== item) list.insertBefore(item, list.children[at]);
    }
    if (list.contains(focused)) focused.focus();
    const words = select(moved).value ? list.dataset.wordRanked : list.dataset.wordUnranked;
    says.textContent = words.replace("{name}", name(moved)).replace("{place}", select(moved).value);
  }

  let byUs = false;
  const changed = (item) => {
    byUs = true;
    select(item).dispatchEvent(new Event("change", { bubbles: true }));
    byUs = false;
  };

  function step(item, by) {
    const order = numbered();
    const at = order.indexOf(item);
    if (at < 0 && by > 0) return;
    if (at >= 0) order.splice(at, 1);
    if (at < 0) order.splice(Math.min(order.length, most - 1), 0, item);
    else if (at + by <= order.length) order.splice(Math.max(0, at + by), 0, item);
    show(order, item);
    changed(item);
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button) step(button.closest("[data-rank]"), Number(button.dataset.step));
  });
  // Somebody chose a number: the others make room. On the way down, before the field is saved.
  list.addEventListener(
    "change",
    (event) => {
      if (byUs) return;
      const item = event.target.closest("[data-rank]");
      const wanted = Number(event.target.value);
      const order = numbered().filter((other) => other !== item);
      if (wanted) order.splice(wanted - 1, 0, item);
      show(order, item);
    },
    true,
  );

  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip) return;
    event.preventDefault();
    drag(grip.closest("[data-rank]"));
  });

  // Heard on the document: an element that moves in the page loses the pointer it has caught.
  function drag(item) {
    const before = numbered();
    const ranked = new Set([...before, item]);
    item.classList.add("dragged");
    const move = ({ clientY }) => {
      const after = items().find((other) => {
        const box = other.getBoundingClientRect();
        return other !== item && clientY < box.top + box.height / 2;
      });
      list.insertBefore(item, after ?? null);
    };
    const drop = (event) => {
      document.removeEventListener("pointermove", move);
      document.removeEventListener("pointerup", drop);
      document.removeEventListener("pointercancel", drop);
      item.classList.remove("dragged");
      const order = event.type === "pointerup" ? items().filter((other) => ranked.has(other)) : before;
      show(order, item);
      if (event.type === "pointerup") changed(item);
    };
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", drop);
    document.addEventListener("pointercancel", drop);
  }

  for (const hidden of list.querySelectorAll("[data-grip], [data-step]")) hidden.hidden = false;
});
