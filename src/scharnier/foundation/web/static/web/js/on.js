// Run a function for every element now on the page and for those that htmx brings later.
export function onEach(selector, start) {
  const seen = new WeakSet();
  const visit = (root) => {
    const found = [...root.querySelectorAll(selector)];
    if (root.matches?.(selector)) found.unshift(root);
    for (const element of found) {
      if (seen.has(element)) continue;
      seen.add(element);
      start(element);
    }
  };
  visit(document);
  document.addEventListener("htmx:after:swap", () => visit(document));
}

// The words of the page in its language: see templates/web/_page_words.html.
export function word(name, number) {
  const words = document.getElementById("words")?.dataset ?? {};
  const one = words[`${name}One`];
  if (number === 1 && one) return one;
  return (words[name] ?? "").replace("#", number);
}
