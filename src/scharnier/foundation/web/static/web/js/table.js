// Tables: the bar for selected rows, the box that selects all of them, and keys for those who want them
// (J and K up and down, X select, Enter open). data-keys="off" on the body switches them off.
import { onEach, word } from "./on.js";

onEach("[data-bulk]", (bar) => {
  const box = bar.closest("[data-table]");
  const out = bar.querySelector("[data-selected]");
  const all = box.querySelector("[data-select-all]");
  const show = () => {
    const every = box.querySelectorAll("tbody .check");
    const chosen = box.querySelectorAll("tbody .check:checked");
    all.checked = chosen.length === every.length;
    all.indeterminate = chosen.length > 0 && !all.checked;
    for (const row of box.querySelectorAll("tbody tr")) {
      row.toggleAttribute("data-selected-row", Boolean(row.querySelector(".check:checked")));
    }
    bar.hidden = chosen.length === 0;
    out.textContent = word("selected", chosen.length);
  };
  box.addEventListener("change", (event) => {
    if (event.target === all) {
      for (const one of box.querySelectorAll("tbody .check")) one.checked = all.checked;
    }
    show();
  });
  all.hidden = false;
  show();
});

// What somebody has opened stays open when the table around it is made anew.
const opened = new Set();

document.addEventListener("toggle", ({ target }) => {
  if (!target.matches?.("details[data-kept-open]")) return;
  if (target.open) opened.add(target.id);
  else opened.delete(target.id);
}, true);

document.addEventListener("htmx:after:swap", () => {
  for (const one of document.querySelectorAll("details[data-kept-open]")) {
    if (opened.has(one.id)) one.open = true;
  }
});

const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (document.body.dataset.keys === "off" || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target.closest(TYPING)) return;
  const rows = [...document.querySelectorAll("[data-table] tbody tr")];
  if (!rows.length) return;
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const step = { j: 1, k: -1 }[event.key];
  if (step) {
    const next = rows[Math.min(rows.length - 1, Math.max(0, here + step))];
    next.querySelector("a, .check")?.focus();
    event.preventDefault();
  } else if (event.key === "x" && here >= 0) {
    rows[here].querySelector(".check")?.click();
  }
});
