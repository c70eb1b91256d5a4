// Keeps claims and quotes in the reader's own list, in this browser alone; the head of the
// page leads to the list once it holds something. See keep-buttons.js.
const KEY = "reading-list";
const PAGE = "/reading-list";
const MOST = 100;
const KEEP = "Keep in a reading list";
const NAME = /^[a-z0-9-]{1,200}$/;
const foot = document.querySelector(`.foot-contents a[href="${PAGE}"]`);
const mast = Object.assign(document.createElement("a"), { className: "keep mast-kept" });

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
  for (const button of document.querySelectorAll("button.keep")) {
    const on = ids.has(button.value);
    button.ariaPressed = on;
    if (button.form) button.textContent = on ? "In your reading list" : KEEP;
  }
  mast.hidden = !ids.size;
  mast.textContent = ids.size;
  mast.ariaLabel = `Reading list, ${ids.size} kept`;
  mast.href = foot.href = address();
}

try {
  localStorage.getItem(KEY);
  globalThis.kept = { read, write, address, most: MOST };
  document.querySelector("[data-scheme]").before(mast);
  for (const type of ["storage", "pageshow"]) addEventListener(type, reflect);
  reflect();
} catch {
  // Storage may be forbidden: then there is nothing more than without a script.
}
