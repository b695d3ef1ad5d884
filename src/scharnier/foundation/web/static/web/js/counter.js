// Characters left: seen at once, announced when typing pauses.
import { onEach, word } from "./on.js";

const PAUSE = 1000;

onEach("textarea[data-count]", (area) => {
  const field = area.closest(".field");
  const limit = Number(area.dataset.count);
  const out = field.querySelector("[data-count-out]");
  const number = field.querySelector("[data-count-num]");
  const live = field.querySelector("[data-count-live]");
  const bar = field.querySelector(".meter rect");
  let timer;

  const sentence = () => {
    const left = limit - area.value.length;
    return left < 0 ? word("over", -left) : word("left", left);
  };
  const show = () => {
    const length = area.value.length;
    out.textContent = sentence();
    number.textContent = `${length} / ${limit}`;
    out.parentElement.classList.toggle("over", length > limit);
    bar.setAttribute("width", Math.min(100, (length / limit) * 100));
  };

  area.addEventListener("input", () => {
    show();
    clearTimeout(timer);
    timer = setTimeout(() => {
      live.textContent = sentence();
    }, PAUSE);
  });
  show();
});
