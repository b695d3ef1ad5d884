// Files may also be dropped onto the box around a file input.
import { onEach } from "./on.js";

onEach("[data-drop]", (box) => {
  const input = box.querySelector("input[type=file]");
  const mark = (event, over) => {
    event.preventDefault();
    box.classList.toggle("over", over);
  };
  box.addEventListener("dragover", (event) => mark(event, true));
  box.addEventListener("dragleave", (event) => mark(event, false));
  box.addEventListener("drop", (event) => {
    mark(event, false);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
});
