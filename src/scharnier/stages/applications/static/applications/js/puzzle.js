// A small sum that costs a person nothing and a machine that asks a thousand times a lot.
// Without JavaScript, or where the browser cannot count, the server is stricter and nothing breaks.
const form = document.querySelector("form[data-puzzle]");

async function digest(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function solve({ algorithm, challenge, salt, signature, most }) {
  for (let number = 0; number <= Number(most); number += 1) {
    if ((await digest(salt + number)) === challenge) {
      return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
    }
  }
  return "";
}

if (form && globalThis.crypto?.subtle) {
  const field = form.elements.altcha;
  const solving = solve(form.dataset).then((solution) => {
    if (field) field.value = solution;
  });
  let waited = false;
  form.addEventListener("submit", async (event) => {
    if (waited || !field || field.value) return;
    event.preventDefault();
    waited = true;
    await solving;
    form.requestSubmit(event.submitter);
  });
}
