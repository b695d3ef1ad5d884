// Short words about what just happened: toast("Saved"), or the server's HX-Trigger
// {"toast": {"text": "…"}}. They stay for eight seconds, longer while the pointer rests on them.
const STAYS = 8000;
let timer;

export function toast(text) {
  const box = document.querySelector("[data-toast]");
  if (!box) return;
  box.hidden = false;
  box.querySelector("span").textContent = text;
  clearTimeout(timer);
  timer = setTimeout(() => {
    box.hidden = true;
  }, STAYS);
}

document.addEventListener("toast", (event) => toast(event.detail?.text ?? event.detail?.value ?? ""));
document.addEventListener("pointerover", (event) => {
  if (event.target.closest("[data-toast]")) clearTimeout(timer);
});
document.addEventListener("keydown", (event) => {
  const box = document.querySelector("[data-toast]");
  if (event.key === "Escape" && box) box.hidden = true;
});
