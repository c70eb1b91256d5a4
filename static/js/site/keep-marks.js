// Gives the claims and quotes of lists a mark that keeps them: see keep.js.
function mark(holder) {
  const place = holder.querySelector(":scope > .claim-from, :scope > .by, .quote-land");
  const { claim, of } = holder.dataset;
  const button = Object.assign(document.createElement("button"), {
    className: "keep keep-mark",
    type: "button",
    value: claim ?? of ?? holder.id.slice(2),
  });
  const words = holder.querySelector(".claim-text, mark, a[href^='/claims']");
  const [, most] = words.textContent.trim().match(/^(.{1,60}(?=\s|$)|.{60})/su);
  button.ariaLabel = button.title = `Keep: ${most}`;
  (place ?? holder).append(button);
}

try {
  localStorage.getItem("reading-list");
  document.querySelectorAll("article.claim, .listed, .quote, .note").forEach(mark);
} catch {
  // Storage may be forbidden: then nothing can be kept here.
}
