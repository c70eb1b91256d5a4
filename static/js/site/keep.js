// Keeps claims and quotes in the reader's own list, in this browser alone. A button keeps
// and lets go; the head of the page leads to the list once it holds something.
const KEY = "reading-list";
const PAGE = "/reading-list";
const MOST = 100;
const NAME = /^[a-z0-9-]{1,200}$/;
const foot = document.querySelector(`.foot-contents a[href="${PAGE}"]`);
const mast = Object.assign(document.createElement("a"), { className: "keep mast-kept" });
const said = Object.assign(document.createElement("p"), { className: "keep-said" });

// Whatever stands in the storage, what is sound of it is the list.
function read() {
  try {
    const { items } = JSON.parse(localStorage.getItem(KEY));
    const sound = items.filter((it) => NAME.test(it?.id ?? ""));
    const found = new Map(sound.map(({ id, note = "" }) => [id, `${note}`]));
    return [...found].slice(0, MOST).map(([id, note]) => ({ id, note }));
  } catch {
    return [];
  }
}

function write(items) {
  const sound = items.filter(({ id }) => NAME.test(id)).slice(0, MOST);
  localStorage.setItem(KEY, JSON.stringify({ version: 1, items: sound }));
  reflect();
}

function address() {
  const ids = read().map(({ id }) => id);
  return ids.length ? `${PAGE}?keep=${ids}` : PAGE;
}

function reflect() {
  const ids = new Set(read().map(({ id }) => id));
  for (const button of document.querySelectorAll("button.keep"))
    button.ariaPressed = ids.has(button.value);
  mast.hidden = !ids.size;
  mast.textContent = ids.size;
  mast.ariaLabel = `Reading list, ${ids.size} kept`;
  mast.href = foot.href = address();
}

let timer = 0;
function turn(id) {
  const items = read();
  const rest = items.filter((it) => it.id !== id);
  const known = rest.length < items.length;
  const full = !known && items.length >= MOST;
  write(known ? rest : [...items, { id, note: "" }]);
  const link = Object.assign(document.createElement("a"), { href: address() });
  link.textContent = "Reading list";
  said.replaceChildren(full ? "It is full. " : known ? "Removed. " : "Kept. ", link);
  clearTimeout(timer);
  timer = setTimeout(() => said.matches(":focus-within") || said.replaceChildren(), 6000);
}

addEventListener("click", (event) => {
  const button = event.target.closest?.("button.keep");
  if (!button) return;
  try {
    turn(button.value);
    event.preventDefault();
  } catch {
    // Storage may be full: then the list is an address, as it is without a script.
  }
});

try {
  localStorage.getItem(KEY);
  globalThis.kept = { read, write, address };
  said.role = "status";
  document.querySelector("[data-scheme]").before(mast);
  document.querySelector("main").append(said);
  for (const type of ["storage", "pageshow"]) addEventListener(type, reflect);
  reflect();
} catch {
  // Storage may be forbidden: then there is nothing more than without a script.
}
