// The reader's own reading list is changed in place. The server changes and shows lists,
// which are addresses; this remembers what came of it. See ../site/keep.js.
const PAGE = location.pathname;
const PARTS = ["#list", "#list-head", ".site-footer-data", ".site-header-debate"];
const list = document.getElementById("list");
const asked = () => new URLSearchParams(location.search).get("keep") ?? "";
const ids = () => `${kept.read().map(({ id }) => id)}`;
const shown = () => [...list.querySelectorAll("[data-kept]")].map((it) => it.dataset.kept);
let own = false;

// Whose list it is, the others are told: see tools.js and notes.js.
function settle() {
  own = asked() === ids() || Boolean(history.state?.mine);
  list.dispatchEvent(new CustomEvent("shown", { detail: { own, ids: shown() } }));
}

async function show(address) {
  const style = new URLSearchParams(location.search).get("style");
  const answer = await fetch(address + (style ? `&style=${style}` : ""));
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of PARTS)
    document.querySelector(part).replaceChildren(...page.querySelector(part).childNodes);
  // What could not be added is no part of the list: its address is what one copies.
  history.replaceState({ mine: true }, "", answer.url.replace(/&add=[^&]*/, ""));
  settle();
}

async function change(name, value) {
  const undo = kept.undoing(value);
  await show(`${PAGE}?keep=${ids()}&${name}=${encodeURIComponent(value)}`);
  const notes = new Map(kept.read().map(({ id, note }) => [id, note]));
  const there = new Set([...notes.keys(), ...shown()]);
  const now = asked().split(",").filter((id) => there.has(id));
  const more = now.length > notes.size;
  kept.write(now.map((id) => ({ id, note: notes.get(id) ?? "" })));
  settle();
  const at = shown().indexOf(value) + 1;
  const buttons = [...list.querySelectorAll("button")].filter((it) => it.value === value);
  (buttons.find((it) => it.name === name) ?? buttons[0])?.focus();
  list.querySelector("[autofocus]")?.focus();
  if (name === "out") kept.say("Removed.", undo);
  else if (name !== "add") kept.say(`Moved to place ${at} of ${shown().length}.`);
  else if (more) kept.say("Added at the end.");
}

// One after the other, however fast they come; without a net the address says it.
let turn = Promise.resolve();
list.addEventListener("submit", (event) => {
  if (!own) return;
  event.preventDefault();
  const { name, value } = event.submitter;
  const [does, what] = name ? [name, value] : ["add", event.target.elements.add.value];
  turn = turn.then(() => change(does, what)).catch(() => location.reload());
});

// What another tab, or a page that one comes back from, has changed.
function follow() {
  if (own && asked() !== ids()) turn = turn.then(() => show(kept.address())).catch(() => {});
  else settle();
}

if (globalThis.kept) {
  Object.assign(kept, { show, settle });
  const other = !asked() || history.state?.mine;
  if (other && ids() && asked() !== ids()) location.replace(kept.address());
  else addEventListener("DOMContentLoaded", settle);
  addEventListener("storage", follow);
  addEventListener("pageshow", ({ persisted }) => persisted && follow());
}
