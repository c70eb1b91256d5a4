// Finds the whole words that are selected in the article, and the address that marks them,
// for selection_bar.js. The address is read by app/text/words_link.py.
const TEXTS = ".passage-text, .passage-aside .serif, .source-matter p[id]";
// As there: more words are named by their ends; so many beside them are tried.
const WHOLE = 8;
const END = 4;
const BESIDE = 16;
const flat = (text) => text.replace(/\s+/g, " ");
const parts = [];
const blocks = [];
let raw = "";
let text = "";

// Reads the article as the server does: each white space one blank, no numbers of notes.
function read() {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const around = node.parentElement;
    const within = around.closest(TEXTS);
    const number = around.matches("sup") && /^\d+$/.test(node.data);
    if (!within || number || around.matches(".source-label")) continue;
    if (within !== blocks.at(-1)?.within) {
      raw += "\n";
      const name = within.closest("[id]").id.replace(/^p/, "");
      blocks.push({ within, name, start: flat(raw).length });
    }
    parts.push({ node, start: raw.length });
    raw += node.data;
  }
  text = flat(raw);
}

// Where the selected words stand in the text, and the innermost quote that has them all;
// null if no word is selected.
function selected(range) {
  if (!text) read();
  const found = parts.flatMap(({ node, start }) => {
    if (!range.intersectsNode(node)) return [];
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.length;
    return node.data.slice(from, to).trim() ? [{ node, from: start + from, to: start + to }] : [];
  });
  if (!found.length) return null;
  const [low, high] = whole(found[0].from, found.at(-1).to);
  if (!/[\p{L}\p{N}]/u.test(text.slice(low, high))) return null;
  return { low, high, quote: quoteOf(found.map(({ node }) => node)) };
}

// Widens a stretch of the article to whole words, without blanks at its ends.
function whole(from, to) {
  let [low, high] = [from, to].map((at) => flat(raw.slice(0, at)).length);
  // Words of Thai, Chinese or Japanese have no blanks between them: they are cut anywhere.
  const cut = (at) => /[\p{IDC}--[฀-႟ក-៿々-鿿]]{2}/v.test(text.slice(at - 1, at + 1));
  while (text[low] === " ") low++;
  while (text[high - 1] === " ") high--;
  while (cut(low)) low--;
  while (cut(high)) high++;
  return [low, high];
}

function quoteOf(nodes) {
  const around = (node) => {
    const mark = node.parentElement.closest("mark[data-quote]");
    return mark ? [mark.dataset.quote, ...around(mark)] : [];
  };
  return nodes.map(around).reduce((some, others) => some.filter((it) => others.includes(it)))[0];
}

// Gives the words as many others beside them as tell them from the same words elsewhere.
function addressOf(low, high) {
  const words = text.slice(low, high).split(" ");
  const long = words.length > WHOLE;
  const first = words.slice(0, END).join(" ");
  const last = words.slice(-END).join(" ");
  const { within, name } = blockAt(low);
  let [from, to] = [low, high];
  for (let n = 0; n < BESIDE; n++) {
    const opening = text.slice(from, long ? low + first.length : to);
    const ending = text.slice(high - last.length, to);
    const ends = !long || text.indexOf(ending, low + first.length) === high - last.length;
    if (ends && once(opening, from, low)) {
      const query = { p: name, words: long ? `${first}…${last}` : text.slice(low, high) };
      if (from < low) query.before = text.slice(from, low).trim();
      if (to > high) query.after = text.slice(high, to).trim();
      return `${location.pathname}?${new URLSearchParams(query)}#words`;
    }
    from = text.lastIndexOf(" ", Math.max(0, from - 2)) + 1;
    to = (text.indexOf(" ", to + 1) + 1 || text.length + 1) - 1;
  }
  return `${location.pathname}#${within.closest("[id]").id}`;
}

// Whether an opening stands but once where words of the same passage would begin.
function once(opening, from, low) {
  const { start } = blockAt(low);
  const end = blocks.find((block) => block.start > low)?.start ?? text.length;
  const again = text.indexOf(opening, from + 1);
  const first = text.indexOf(opening, start + from - low);
  return first === from && (again < 0 || again + low - from >= end);
}

const blockAt = (at) => blocks.findLast(({ start }) => start <= at);

globalThis.selectedWords = (range) => {
  const found = selected(range);
  if (!found) return null;
  const { low, high, quote } = found;
  const last = blockAt(high - 1);
  const passages = [blockAt(low).name, last.name];
  const words = text.slice(low, high);
  return { words, address: addressOf(low, high), passages, block: last.within, quote };
};
