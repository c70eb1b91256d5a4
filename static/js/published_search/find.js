// Finds texts in pages that are published as files: no server answers there, so all texts
// come with the page, from search-data.js. See app/publish/search_data.py.
const { texts, forms, compounds, capitals } = searchData;
// No word is one of those that every object has.
for (const table of [forms, compounds]) Object.setPrototypeOf(table, null);
const TERM = /((?<!\S)-)?(?:"([^"]*)(?:"|$)|([^\s"]+))/gu;
// Where no blanks part words, as in Chinese, each letter is one; see app/text/scripts.py.
const WORD =
  /[฀-႟ក-៿々-鿿가-힣]\p{M}*|[[\p{L}\p{N}\p{M}]--[฀-႟ក-៿々-鿿가-힣]]+/gv;
const plain = (text) => text.replace(/[“”„]/g, '"').replace(/[‐‑‒–—―−]/g, " ");
const SAME = { ß: "ss", ى: "ي", ة: "ه", ک: "ك", ٱ: "ا" };
const bare = (word) => word.normalize("NFD").replace(/[\p{M}ـ]/gu, "").toLowerCase();
const key = (word) => bare(word).replace(/[ßىةکٱ]/g, (it) => SAME[it]);
const words = (text) =>
  [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    key: key(word),
    at: index,
    end: index + word.length,
  }));
const all = texts.map(([kind, sides, text, file, place]) => {
  return { kind, sides: sides.split(",").filter(Boolean), text, file, place, words: words(text) };
});
const known = new Set(all.flatMap((it) => it.words.map((word) => word.key)));
for (const one of Object.keys(compounds)) known.add(one);
const related = (word) => [word, ...(forms[word]?.split(" ") ?? [])];

// A word in the forms that some text has; one that none has, by what its ending hides.
function formsOf(word) {
  if (known.has(word)) return related(word);
  const ends = [[/(?:s|ed|ing)$/, ""], [/es$/, ""], [/(?:ed|ing)$/, "e"], [/ie[sd]$/, "y"]];
  const bare = ends.map(([end, other]) => word.replace(end, other));
  return bare.filter((it) => it.length > 3 && known.has(it)).flatMap(related);
}

const keysOf = (text) => words(text).map((it) => it.key);
const exact = (keys) => ({ keys: keys.map((it) => [it]) });
const beginning = (text) => ({ ...exact(keysOf(text)), begins: true });

// Each way to write a word: with full stops or without, with hyphens or as one word.
function written(word) {
  const bare = word.replace(/['’]s?$/, "");
  const plain = bare.replace(/\b(?:[A-Za-z]\.){2,}(?:[A-Za-z]\b)?/g, (it) => it.replaceAll(".", ""));
  const dotted = plain.replace(/\b[A-Z]{2,4}\b/g, (it) => `${[...it].join(".")}.`);
  return [...new Set([bare, plain, dotted])].map(keysOf).flatMap((keys) => {
    const one = formsOf(keys.join(""));
    const parts = one.flatMap((it) => compounds[it] ?? []).map((it) => exact(it.split(" ")));
    return [{ keys: [one] }, ...parts, ...(keys.length > 1 ? [exact(keys)] : [])];
  });
}

// What a text has if a word was meant in capitals: "US" is not "us".
const meant = (one) => {
  const upper = one.toUpperCase();
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${upper}(?![\\p{L}\\p{N}])|${[...upper].join("\\.\\s?")})`, "u");
};

// What was typed: words between quotation marks are exact, OR joins two terms, a minus or
// NOT leaves one out.
function parsed(typed) {
  const groups = [];
  const out = [];
  let [before, last] = ["", ""];
  for (const [, minus, phrase, word] of plain(typed).matchAll(TERM)) {
    if (["OR", "|", "AND", "NOT"].includes(word)) before = word;
    if (["OR", "|", "AND", "NOT"].includes(word) || !words(phrase ?? word).length) continue;
    const ways = word?.endsWith("*") ? [beginning(word)] : word ? written(word) : [exact(keysOf(phrase))];
    if (minus || before === "NOT") out.push(...ways);
    else {
      last = phrase === undefined ? word : "";
      const one = keysOf(last).join("");
      const capital = !/[a-z]/.test(last) && capitals.includes(one);
      const or = ["OR", "|"].includes(before) && groups.at(-1);
      if (or) or.ways.push(...ways), (or.needed = /^/);
      else groups.push({ ways, needed: capital ? meant(one) : /^/ });
    }
    before = "";
  }
  return { groups, out, last };
}

// Where a term stands in a text, each place the words of it.
function places({ keys, begins }, { words }) {
  const fits = (n, word) =>
    keys[n].includes(word.key) ||
    (begins && n === keys.length - 1 && word.key.startsWith(keys[n][0]));
  return words.flatMap((_, at) => {
    const some = words.slice(at, at + keys.length);
    return some.length === keys.length && some.every((word, n) => fits(n, word)) ? [some] : [];
  });
}

// Those that have every term and none that is left out, those with most places first.
function having({ groups, out }) {
  const hits = groups.length ? all : [];
  return hits
    .map((it) => ({ ...it, found: groups.map(({ ways }) => ways.flatMap((term) => places(term, it))) }))
    .filter((it) => it.found.every((some) => some.length))
    .filter((it) => !out.some((term) => places(term, it).length))
    .filter((it) => groups.every(({ needed }) => needed.test(it.text)))
    .map((it) => ({ ...it, found: new Set(it.found.flat(2)) }))
    .sort((one, other) => other.found.size - one.found.size);
}

// As the server has it: where nothing has the last word, one that begins so is enough.
globalThis.textsWith = (typed) => {
  const query = parsed(typed);
  const hits = having(query);
  if (hits.length || (keysOf(query.last).at(-1) ?? "").length < 2) return hits;
  query.groups.at(-1).ways.push(beginning(query.last));
  return having(query);
};
