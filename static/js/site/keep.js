// Keeps claims and quotes in the reader's own list, in this browser alone. In lists each
// gets a button of its own; the head of the page links to the list once it holds something.
const ROOT = document.documentElement.dataset.root ?? "";
// Sites beneath several paths of one host share its storage.
const KEY = `reading-list${ROOT}`;
const PAGE = `${ROOT}/reading-list`;
const MOST = 100;
const KEEP = "Add to reading list";
const RELEASE = document.documentElement.dataset.release;
const NAME = /^[a-z0-9-]{1,200}$/;
const HOLDERS = "article.claim, .quote-list-item, .search-quote, .quote, .note";
const PLACES = ":scope > .claim-sources, .folds > .claim-sources, :scope > .attribution, .quote-links";
const made = (tag, settings) => Object.assign(document.createElement(tag), settings);
const inFoot = document.querySelector(`.site-footer-contents a[href="${PAGE}"]`);
const inHead = document.querySelector(".site-header-kept");
const said = made("p", { className: "keep-said", role: "status" });
let timer = 0;

// Whatever is in the storage, the sound part of it is the list; with it, the release of the
// data that its names are from.
function stored() {
  try {
    const { items, release } = JSON.parse(localStorage.getItem(KEY));
    const sound = items.filter((it) => NAME.test(it?.id ?? ""));
    const found = new Map(sound.map(({ id, note = "" }) => [id, `${note}`]));
    return { items: [...found].slice(0, MOST).map(([id, note]) => ({ id, note })), release };
  } catch {
    return { items: [], release: RELEASE };
  }
}

const read = () => stored().items;

function write(items, release = stored().release) {
  const sound = items.filter(({ id }) => NAME.test(id)).slice(0, MOST);
  const text = JSON.stringify({ version: 1, release, items: sound });
  localStorage.setItem(KEY, text);
  if (localStorage.getItem(KEY) !== text) throw new Error("not kept");
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
  inHead.hidden = !ids.size;
  inHead.textContent = ids.size;
  inHead.href = inFoot.href = address();
  inFoot.textContent = ids.size ? `Reading list (${ids.size})` : "Reading list";
  inHead.title = inHead.ariaLabel = inFoot.textContent;
}

// The button of a claim or a quote in a list.
function mark(holder) {
  const value = holder.dataset.claim ?? holder.dataset.of ?? holder.id.slice(2);
  const button = made("button", { className: "keep keep-mark", type: "button", value });
  const words = holder.querySelector(`.claim-text, mark, a[href^='${ROOT}/claims']`);
  const most = words.textContent.trim().replace(/^(.{90}\S*)\s.+/su, "$1 …");
  button.ariaLabel = button.title = `${KEEP}: ${most}`;
  (holder.querySelector(PLACES) ?? holder).append(button);
}

// What a script adds to the page, as the search does, gets its buttons, too.
addEventListener("renewed", ({ target }) => {
  target.querySelectorAll(HOLDERS).forEach(mark);
  reflect();
});

// Says for a while what happened, with a way back: a note may be gone with the item.
function say(...parts) {
  said.replaceChildren(...parts);
  clearTimeout(timer);
  timer = setTimeout(() => said.matches(":focus-within") || said.replaceChildren(), 4000);
}

function turn(id) {
  const items = read();
  const rest = items.filter((it) => it.id !== id);
  if (rest.length < items.length) {
    write(rest);
    const undo = () => (write(items), say("Restored."));
    say("Removed.", made("button", { textContent: "Undo", onclick: undo }));
    return;
  }
  write([...items, { id, note: "" }]);
  const words = items.length >= MOST ? `Your list is full: ${MOST} items at most.` : "Added.";
  say(words, made("a", { textContent: "Reading list", href: address() }));
}

addEventListener("click", (event) => {
  const button = event.target.closest?.("button.keep");
  if (!button) return;
  try {
    turn(button.value);
    event.preventDefault();
  } catch {
    // Storage may be full, or forbidden: then the list is an address.
  }
});

document.querySelector("main").append(said);
try {
  localStorage.getItem(KEY);
  globalThis.kept = { stored, read, write, address };
  document.querySelectorAll(HOLDERS).forEach(mark);
  for (const type of ["storage", "pageshow"]) addEventListener(type, reflect);
  reflect();
} catch {
  // Storage may be forbidden: then the page is as it is without a script.
}
