// Keys for people who judge many applications: digits give points to the criterion in hand (or
// tick the point of the formal check), N goes on. data-keys="off" on the body switches them off.
const TYPING = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";

function givePoints(form, digit) {
  const criteria = [...form.querySelectorAll("fieldset.score")];
  const inHand = criteria.find((one) => one.contains(document.activeElement));
  const criterion = inHand ?? criteria.find((one) => !one.querySelector(":checked"));
  const choice = criterion?.querySelector(`input[value="${digit}"]`);
  if (!choice) return;
  choice.click();
  const following = criteria[criteria.indexOf(criterion) + 1];
  (following?.querySelector(":checked") ?? following?.querySelector("input") ?? choice).focus();
}

function tick(form, digit) {
  form.querySelectorAll("input[type=checkbox]")[digit - 1]?.click();
}

document.addEventListener("keydown", (event) => {
  const form = document.querySelector("[data-judge]");
  if (!form || document.body.dataset.keys === "off") return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest(TYPING)) return;
  if (/^[0-9]$/.test(event.key)) {
    const act = form.dataset.judge === "points" ? givePoints : tick;
    act(form, Number(event.key));
    event.preventDefault();
  } else if (event.key.toLowerCase() === "n") {
    document.querySelector("[data-next]")?.click();
    event.preventDefault();
  }
});
