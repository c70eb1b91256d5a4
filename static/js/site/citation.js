// Citations. Where the site does not know its own address, the one in each is
// completed with what the browser knows, as is the day of access of a page of the site. The
// style that was chosen is remembered; a button, which shows only where copying works, copies
// what is shown and says so.
const CHOSEN = "style";
const styles = document.querySelector(".citation-styles");
const here = location.origin + location.pathname;
const ADDRESS = /(?<=[.,:?!]|at) \/(?:[\w.~-]+\/[\w.~/-]*\w)?(?=[.\s]|$)/g;
const OURS = ".citation[data-ours] [data-style] > p:last-of-type";
// By hand: the browser's own words for a date cost a slow phone a quarter of a second.
const MONTHS =
  "January February March April May June July August September October November December";
const now = new Date();
const today = `${now.getDate()} ${MONTHS.split(" ")[now.getMonth()]} ${now.getFullYear()}`;

// A place on somebody's disk is no address to cite.
if (location.protocol !== "file:") {
  for (const { lastChild } of document.querySelectorAll(OURS))
    lastChild.nodeValue = lastChild.nodeValue
      .replace(ADDRESS, ` ${here}`)
      .replace("DD Month YYYY", today);
  document.querySelector(".citation-address")?.remove();
}

try {
  styles.querySelector(`[value="${localStorage.getItem(CHOSEN)}"]`).checked = true;
} catch {
  // None was chosen, or storage is forbidden: then the choice lasts for one page.
}

styles?.addEventListener("change", ({ target }) => {
  try {
    localStorage.setItem(CHOSEN, target.value);
  } catch {
    // As above.
  }
});

// The citation in the style that was chosen, and the paragraphs that it is copied as.
globalThis.citation = {
  chosen() {
    const { value } = document.querySelector(".citation input:checked");
    return document.querySelector(`.citation-text[data-style="${value}"]`);
  },
  // With its italics for programs that know them, and as plain text for the others. An old
  // browser that cannot is one in which copying does not work.
  async copy(paragraphs) {
    const text = paragraphs.map((it) => it.textContent).join("\n\n");
    const html = paragraphs.map((it) => new XMLSerializer().serializeToString(it)).join("");
    const as = (type, content) => ({ [type]: new Blob([content], { type }) });
    const item = new ClipboardItem({ ...as("text/html", html), ...as("text/plain", text) });
    return navigator.clipboard.write([item]);
  },
};

for (const button of document.querySelectorAll("[data-copy]")) {
  const done = button.parentElement.querySelector("[role=status]");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    done.textContent = "";
    const shown = [...citation.chosen().querySelectorAll(button.dataset.copy)];
    try {
      await citation.copy(shown);
      done.textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(shown.at(-1));
      done.textContent = "Selected: copy it with the keyboard.";
    }
    setTimeout(() => (done.textContent = ""), 4000);
  });
}
