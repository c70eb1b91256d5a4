// Copies a citation and says that it did; the button shows only where copying works. The
// address at its end is completed with the site's own, which only the browser knows.
const complete = (text) => text.replace(/ (\/[\w/-]+)$/, ` ${location.origin}$1`);

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const text = document.getElementById(button.dataset.copy);
    const done = button.parentElement.querySelector("[role=status]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(complete(text.textContent));
        done.textContent = "Copied.";
      } catch {
        getSelection().selectAllChildren(text);
        done.textContent = "Selected: copy it with the keyboard.";
      }
      setTimeout(() => (done.textContent = ""), 4000);
    });
  }
}
