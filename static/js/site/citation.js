// Citations. Where the site does not know its own address, the one at the end of each is
// completed with what the browser knows. The style that was chosen is remembered; a
// button, which shows only where copying works, copies what is shown and says so.
const CHOSEN = "style";
const styles = document.querySelectorAll('.citation input[name="style"]');
const complete = (text) => text.replace(/ (\/[\w/-]+)$/, ` ${location.origin}$1`);

for (const text of document.querySelectorAll(".citation [data-style]")) {
  if ("value" in text) text.value = complete(text.value);
  else text.textContent = complete(text.textContent);
}
for (const where of document.querySelectorAll(".citation-address")) where.remove();

try {
  const known = localStorage.getItem(CHOSEN);
  for (const style of styles) if (style.value === known) style.checked = true;
} catch {
  // Storage may be forbidden: then the choice lasts for one page.
}

for (const style of styles) {
  style.addEventListener("change", () => {
    try {
      localStorage.setItem(CHOSEN, style.value);
    } catch {
      // As above.
    }
  });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const done = button.parentElement.querySelector("[role=status]");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const { value } = document.querySelector(".citation input:checked");
    const text = document.querySelector(`.citation-text[data-style="${value}"]`);
    try {
      await navigator.clipboard.writeText(text.value);
      done.textContent = "Copied.";
    } catch {
      text.select();
      done.textContent = "Selected: copy it with the keyboard.";
    }
    setTimeout(() => (done.textContent = ""), 4000);
  });
}
