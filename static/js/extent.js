// Shows which words a note is about, while its letter or the note is pointed at or has
// the focus.
function show(event) {
  const on = event.type === "pointerover" || event.type === "focusin";
  const quote = event.target.closest?.("[data-of]")?.dataset.of;
  if (!quote) return;
  for (const mark of document.querySelectorAll(`[data-quote="${quote}"]`))
    mark.classList.toggle("shown", on);
}

for (const type of ["pointerover", "pointerout", "focusin", "focusout"])
  addEventListener(type, show);
