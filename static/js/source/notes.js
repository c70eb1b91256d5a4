// Joins words and notes. While a letter or a note is pointed at, has the focus or is where
// the address leads, its words are shown; while words are, their note is. A click on words,
// or Enter, leads to their note, whose letter leads back.
const note = (quote) => document.querySelector(`.note[data-of="${quote}"]`);
const named = () => document.querySelector(".note:target")?.dataset.of;

function tint(quote, on) {
  for (const mark of document.querySelectorAll(`[data-quote="${quote}"]`))
    mark.classList.toggle("highlighted", on || quote === named());
}

function show({ target, type }) {
  const on = type === "pointerover" || type === "focusin";
  const letter = target.closest?.(".note-letter");
  const found = letter ? document.querySelector(letter.hash) : target;
  const at = found.closest?.("[data-of], [data-quote]");
  if (at?.dataset.of) tint(at.dataset.of, on);
  else if (at) note(at.dataset.quote).classList.toggle("highlighted", on);
}

for (const type of ["pointerover", "pointerout", "focusin", "focusout"])
  addEventListener(type, show);

function follow() {
  for (const mark of document.querySelectorAll("mark.highlighted"))
    mark.classList.remove("highlighted");
  if (named()) tint(named(), true);
}

follow();
addEventListener("hashchange", follow);

// A selection that begins in the article goes without the notes beside it, one that begins
// in a note with them: see source.css.
const SELECTED = "source-selected";
const { classList } = document.documentElement;

document.addEventListener("selectionchange", () => {
  const at = getSelection().anchorNode?.parentElement?.closest(".note, article");
  classList.toggle(SELECTED, !!at?.matches("article"));
});
let selected = false;
addEventListener("pointerdown", ({ target }) => {
  selected = !getSelection().isCollapsed;
  if (!target.closest(".note") || !classList.contains(SELECTED)) return;
  getSelection().empty();
  classList.remove(SELECTED);
});

function lead(words) {
  const to = note(words.dataset.quote);
  const fold = to.closest("details");
  if (fold) fold.open = true;
  to.focus({ preventScroll: true });
  to.scrollIntoView({ block: "nearest" });
}

addEventListener("click", ({ target }) => {
  const words = target.closest?.("mark[data-quote]");
  // A click that selects text does not follow the mark, nor one that undoes the selection.
  if (words && !selected && getSelection().isCollapsed) lead(words);
});
addEventListener("keydown", ({ target, key }) => {
  if (key === "Enter" && target.matches?.("mark[data-quote]")) lead(target);
});

// In the wide margin the notes begin where their passage does, or a little below, so it is
// shown from there if the words that one came for are then still in view.
function arrive(words) {
  if (!words.length || !matchMedia("(min-width: 62rem)").matches) return;
  const [first] = words;
  const { top } = first.closest(".passage").getBoundingClientRect();
  const { bottom } = words.at(-1).getBoundingClientRect();
  const free = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop);
  if (bottom - top > innerHeight - free) return;
  first.style.scrollMarginTop = `${first.getBoundingClientRect().top - top}px`;
  // The browser may have been there before; whoever comes back is left alone.
  const { type } = performance.getEntriesByType("navigation")[0];
  if (location.hash === `#${first.id}` && type === "navigate") first.scrollIntoView();
}

arrive([...document.querySelectorAll("article mark.current")]);
