// Prints the page, for who does not know that a browser can.
for (const button of document.querySelectorAll("[data-print]"))
  button.addEventListener("click", () => print());
