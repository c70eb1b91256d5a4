// Copies the citation of the chosen style and says that it did; remembers the style. The
// button shows only where copying works. The address at the end of a citation is
// completed with the site's own, which only the browser knows.
const KEY = "style";
const styles = document.querySelectorAll('.cite input[name="style"]');
const complete = (text) => text.replace(/ (\/[\w/-]+)$/, ` ${location.origin}$1`);

for (const text of document.querySelectorAll(".cite [data-style]")) {
  if ("value" in text) text.value = complete(text.value);
  else text.textContent = complete(text.textContent);
}

try {
  const known = localStorage.getItem(KEY);
  for (const style of styles) if (style.value === known) style.checked = true;
} catch {
  // Storage may be forbidden: then the choice lasts for one page.
}

for (const style of styles) {
  style.addEventListener("change", () => {
    try {
      localStorage.setItem(KEY, style.value);
    } catch {
      // As above.
    }
  });
}

const button = document.querySelector("[data-copy]");
const done = button.parentElement.querySelector("[role=status]");
button.hidden = !navigator.clipboard;
button.addEventListener("click", async () => {
  const { value } = document.querySelector(".cite input:checked");
  const text = document.querySelector(`.cite-text[data-style="${value}"]`);
  try {
    await navigator.clipboard.writeText(text.value);
    done.textContent = "Copied.";
  } catch {
    text.select();
    done.textContent = "Selected: copy it with the keyboard.";
  }
  setTimeout(() => (done.textContent = ""), 4000);
});
