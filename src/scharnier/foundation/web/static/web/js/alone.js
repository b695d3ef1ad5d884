// An answer that stands alone (“don't know”): ticking it unticks all others, and the other way
// round. Caught on the way down, so that whoever saves the field sees the result.
document.addEventListener(
  "change",
  ({ target }) => {
    if (target.type !== "checkbox" || !target.checked || !target.form) return;
    const group = [...target.form.elements].filter((one) => one.name === target.name && one !== target);
    const alone = "alone" in target.dataset;
    for (const one of group) if (alone || "alone" in one.dataset) one.checked = false;
  },
  true,
);
