// Joins words and notes. While a letter or a note is pointed at, has the focus or is where
// the address leads, its words are shown; while words are, their note is. A click on words,
// or Enter, leads to their note, whose letter leads back.
const note = (quote) => document.querySelector(`.note[data-of="${quote}"]`);
const named = () => document.querySelector(".note:target")?.dataset.of;

function tint(quote, on) {
  for (const mark of document.querySelectorAll(`[data-quote="${quote}"]`))
    mark.classList.toggle("shown", on || quote === named());
}

function show({ target, type }) {
  const on = type === "pointerover" || type === "focusin";
  const at = target.closest?.("[data-of], [data-quote]");
  if (at?.dataset.of) tint(at.dataset.of, on);
  else if (at) note(at.dataset.quote).classList.toggle("shown", on);
}

for (const type of ["pointerover", "pointerout", "focusin", "focusout"])
  addEventListener(type, show);

function follow() {
  for (const mark of document.querySelectorAll("mark.shown")) {
    mark.classList.remove("shown");
  }
  if (named()) tint(named(), true);
}

follow();
addEventListener("hashchange", follow);

function lead(words) {
  const to = note(words.dataset.quote);
  const fold = to.closest("details");
  if (fold) fold.open = true;
  to.focus({ preventScroll: true });
  to.scrollIntoView({ block: "nearest" });
}

addEventListener("click", ({ target }) => {
  const words = target.closest?.("mark[data-quote]");
  // Whoever selects words to copy them stays with them.
  if (words && getSelection().isCollapsed) lead(words);
});
addEventListener("keydown", ({ target, key }) => {
  if (key === "Enter" && target.matches?.("mark[data-quote]")) lead(target);
});
