// Text that could not be saved on one page of the application stays in this browser
// (autosave.js). Whichever of its pages is opened next sends it; what cannot be sent is told
// with the way to it, and the application is not handed in without it.
import { toast } from "../../web/js/toast.js";

const box = document.querySelector("[data-waiting]");
if (box) start(box);

function start(box) {
  const { wordSent, wordOpen, wordDrop } = box.dataset;
  // The box is the same for everybody; which application it is stands in the address.
  const [, application] = /\/(\d+)\//.exec(location.pathname);
  const store = `scharnier-application-${application}-`;
  const here = `scharnier-${document.querySelector("form[data-autosave]")?.dataset.store}`.replace(store, "");
  const isForm = Boolean(document.querySelector("form[data-autosave]"));
  const address = (pattern, name) => pattern.replace("/0/", `/${application}/`).replace("KEY", name);
  const list = box.querySelector("ul");
  const SENT = "scharnier-waiting-sent";
  const gone = new Set(); // Pages that are not shown any more: nobody asks for what stands there.

  const read = (name) => {
    try {
      return JSON.parse(localStorage.getItem(store + name) ?? "{}");
    } catch {
      return {};
    }
  };
  const write = (name, kept) => {
    if (Object.keys(kept).length) localStorage.setItem(store + name, JSON.stringify(kept));
    else localStorage.removeItem(store + name);
  };
  function names() {
    try {
      const ours = Object.keys(localStorage).filter((name) => name.startsWith(store));
      return ours.map((name) => name.slice(store.length)).filter((name) => name !== here && !gone.has(name));
    } catch {
      return []; // A browser that keeps nothing.
    }
  }

  function bodyOf(kept) {
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    const body = new URLSearchParams({ csrfmiddlewaretoken: token });
    body.set("versions", Object.entries(kept).map(([key, { version }]) => `${key}:${version}`).join(" "));
    for (const [key, { pairs }] of Object.entries(kept)) {
      body.append("changed", key);
      for (const [name, value] of pairs) body.append(name, value);
    }
    return body;
  }

  // True if something of it is saved now. What somebody else answered meanwhile stays here.
  async function send(name) {
    const kept = read(name);
    const answer = await fetch(address(box.dataset.autosave, name), {
      method: "POST",
      body: bodyOf(kept),
      headers: { Accept: "application/json" },
      redirect: "manual",
    });
    if (answer.status === 404) gone.add(name);
    if (!answer.ok) return false;
    const { conflicts } = await answer.json();
    const clashes = conflicts.map(({ key }) => key);
    write(name, Object.fromEntries(Object.entries(kept).filter(([key]) => clashes.includes(key))));
    return clashes.length < Object.keys(kept).length;
  }

  function show() {
    const waiting = names();
    box.hidden = !waiting.length;
    list.replaceChildren(
      ...waiting.map((name, index) => {
        const number = waiting.length > 1 ? ` (${index + 1})` : "";
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = address(box.dataset.page, name);
        link.textContent = wordOpen + number;
        const drop = document.createElement("button");
        drop.type = "button";
        drop.className = "btn plain tiny";
        drop.textContent = wordDrop + number;
        drop.addEventListener("click", () => {
          write(name, {});
          show();
        });
        item.append(link, " ", drop);
        return item;
      }),
    );
  }

  async function sendAll() {
    let sent = false;
    for (const name of names()) {
      try {
        sent = (await send(name)) || sent;
      } catch {
        break; // No connection: see "online".
      }
    }
    show();
    if (!sent) return;
    if (isForm) {
      toast(wordSent);
      return;
    }
    // The page shows answers: read it anew.
    sessionStorage.setItem(SENT, "1");
    location.replace(location.pathname);
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-hands-in]") || !names().length) return;
    event.preventDefault();
    show();
    box.focus();
  });
  addEventListener("online", sendAll);
  if (sessionStorage.getItem(SENT)) {
    sessionStorage.removeItem(SENT);
    toast(wordSent);
  }
  sendAll();
}
