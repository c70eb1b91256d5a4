// Offers what can be done with selected words of an article: a link to them, a citation,
// their verification and, if a quote has them, the reading list. A pointer finds it beside
// them, the keyboard at the next Tab.
const PAUSE = 250; // milliseconds after the selection has changed
const GAP = 16; // pixels
const ROOT = document.documentElement.dataset.root ?? "";
const LONGEST = 4000; // characters that an address carries
const made = (tag, settings) => Object.assign(document.createElement(tag), settings);
const bar = made("div", {
  role: "group",
  className: "source-words-bar",
  ariaLabel: "The selected words",
});
const said = made("span", { role: "status" });
let timer = 0;

// The words as they are cited in the style that was chosen, the entry of the article, and
// where they were found, with what the note on their quote cautions of. Long ones stand in a
// block. Between marks, those within the words are turned to single ones, and a stop at their
// end follows the brackets, or stands before a note.
function cited({ words, passages, address, quote }) {
  const article = citation.chosen();
  const place = article.querySelector(".citation-in-text").cloneNode(true);
  const [least, unit] = place.dataset.blockFrom.split(" ");
  const block = (unit === "words" ? words.split(" ") : words).length >= least;
  const curled = words
    .replace(/(?<![\p{L}\p{N}])"(?=\S)/gu, "“")
    .replace(/"/g, "”")
    .replace(/(?<![\p{L}\p{N}])'(?=\S)(?!\d\d)/gu, "‘")
    .replace(/'/g, "’");
  const noted = article.matches("[data-style$=notes]");
  const inside = block ? curled : curled.replace(/“/g, "‘").replace(/”/g, "’");
  const ended =
    block || noted
      ? inside.replace(/(?<![.?!…][’”]?)[,;:]?([’”]?)$/, ".$1")
      : inside.replace(/((?<!\.|\.\w|\. )\.|[,;:])(?=’?$)/, "");
  const textContent = block ? ended : `“${ended}”`;
  const text = made(block ? "blockquote" : "p", { textContent });
  if (passages.every(Number)) {
    const [first, last] = passages;
    const number = first === last ? `. ${first}` : `s. ${first}–${last}`;
    const end = place.lastChild;
    end.nodeValue = end.nodeValue.replace(". {passage}", number);
    text.append(noted ? "\n" : " (", ...place.childNodes, noted ? "" : ")");
  }
  text.append(block || noted ? "" : ".");
  const note = document.querySelector(`.note[data-of="${quote}"]`);
  const where = `${note?.dataset.caution ?? ""}Quoted at ${location.origin}${address}`;
  return [text, article.querySelector("p:last-of-type"), made("p", { textContent: where })];
}

const tell = (what) => (said.textContent = `${what} copied.`);

function tools(chosen) {
  const { words, address, quote } = chosen;
  const canCopy = !!navigator.clipboard;
  const link = made("a", { href: address, textContent: canCopy ? "Copy link" : "Link" });
  const cite = made("button", { type: "button", textContent: "Cite", hidden: !canCopy });
  const href = `${ROOT}/verify?${new URLSearchParams({ q: words })}`;
  const verify = made("a", { href, textContent: "Verify" });
  verify.hidden = words.length > LONGEST;
  // Without leave to copy, the link is followed, and the address can be copied there.
  link.addEventListener("click", (event) => {
    if (!canCopy || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    navigator.clipboard
      .writeText(location.origin + address)
      .then(() => tell("Link"))
      .catch(() => location.assign(address));
  });
  cite.addEventListener("click", () => {
    citation
      .copy(cited(chosen))
      .then(() => tell("Citation"))
      .catch(() => (said.textContent = "Copying was not allowed."));
  });
  if (!quote || !globalThis.kept) return [link, cite, verify, said];
  // The list keeps quotes: where they have more than these words, it says so.
  const keep = made("button", { type: "button", className: "keep", value: quote });
  keep.textContent = "Add quote to reading list";
  keep.ariaPressed = kept.read().some(({ id }) => id === quote);
  return [link, cite, verify, keep, said];
}

// Beside the end of the selection, or where that is out of view, at the edge of the window.
function place(name, scrolled, wanted, most) {
  bar.style.setProperty(name, `${scrolled + Math.max(0, Math.min(wanted, most))}px`);
}

function offer() {
  const selection = getSelection();
  if (bar.contains(document.activeElement)) return;
  bar.remove();
  if (selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const chosen = selectedWords(range);
  if (!chosen) return;
  said.textContent = "";
  bar.replaceChildren(...tools(chosen));
  (chosen.block.closest(".passage") ?? chosen.block).after(bar);
  const { left, bottom } = [...range.getClientRects()].at(-1);
  place("--x", scrollX, left, document.body.clientWidth - bar.offsetWidth);
  place("--y", scrollY, bottom, innerHeight - bar.offsetHeight - GAP);
}

document.addEventListener("selectionchange", () => {
  clearTimeout(timer);
  timer = setTimeout(offer, PAUSE);
});
// What is pressed leaves the selection as it is.
bar.addEventListener("mousedown", (event) => event.preventDefault());
addEventListener("keydown", (event) => {
  if (!bar.isConnected || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") bar.remove();
  if (event.key !== "Tab" || event.shiftKey || bar.contains(document.activeElement)) return;
  event.preventDefault();
  bar.querySelector("a").focus({ preventScroll: true });
});
