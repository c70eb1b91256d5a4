// Completes cited addresses, where the site does not know its own, with what the browser
// knows; and copies a citation, saying that it did.
const path = / (\/[\w/-]+)$/;
for (const text of document.querySelectorAll(".cite-text, .references li"))
  text.textContent = text.textContent.replace(path, ` ${location.origin}$1`);
for (const where of document.querySelectorAll(".cite-where")) where.remove();

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const text = document.getElementById(button.dataset.copy);
    const done = button.parentElement.querySelector("[role=status]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
        done.textContent = "Copied.";
      } catch {
        getSelection().selectAllChildren(text);
        done.textContent = "Selected: copy it with the keyboard.";
      }
      setTimeout(() => (done.textContent = ""), 4000);
    });
  }
}
