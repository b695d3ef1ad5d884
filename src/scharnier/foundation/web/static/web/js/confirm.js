// <button data-confirm="dialog-id"> opens a native dialog first; without JavaScript the
// button's form goes to a page that asks the same (templates/web/_confirm.html).
import { onEach } from "./on.js";

onEach("[data-confirm]", (button) => {
  const dialog = document.getElementById(button.dataset.confirm);
  if (!dialog) return;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
  });
  for (const closer of dialog.querySelectorAll("[data-close]")) {
    closer.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.close();
    });
  }
});
