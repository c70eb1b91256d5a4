// Shows what the search finds in pages that are published as files, as the reader types.
const { sides } = searchData;
const form = document.querySelector("form[data-search]");
const found = document.querySelector("#search-found");
const said = document.querySelector("#search-said");
const field = form.elements.q;
const FEW = 8; // of a kind are shown, the others folded
const [BEFORE, SHOWN] = [12, 40]; // words of a passage
const made = (tag, className, ...parts) => {
  const it = Object.assign(document.createElement(tag), { className });
  it.append(...parts);
  return it;
};

// The text of a hit with what was found marked; of a passage the part around the first.
function marked({ kind, text, words, found }) {
  const first = words.findIndex((word) => found.has(word));
  const from = kind === "passages" ? Math.max(0, first - BEFORE) : 0;
  const some = kind === "passages" ? words.slice(from, from + SHOWN) : words;
  const end = from + some.length < words.length ? some.at(-1).end : text.length;
  let at = from ? some[0].at : 0;
  const parts = from ? ["…"] : [];
  for (const word of some.filter((it) => found.has(it))) {
    const mark = made("mark", "search-hit-word", text.slice(word.at, word.end));
    parts.push(text.slice(at, word.at), mark);
    at = word.end;
  }
  return [...parts, text.slice(at, end), end < text.length ? "…" : ""];
}

function item(hit, side) {
  const link = made("a", "", ...marked(hit));
  link.href = hit.file;
  const words = hit.kind === "quotes" ? made("mark", `quoted ${side}`, link) : link;
  const quoted = ["quotes", "passages"].includes(hit.kind);
  const text = quoted ? made("blockquote", "", words) : made("p", "claim-text", words);
  const name = hit.kind === "quotes" ? "search-hit search-quote" : "search-hit";
  return made("li", `${name} ${side}`, text, made("p", "attribution", hit.place));
}

function list(hits, side = "") {
  const name = side ? "" : "two-columns search-passage-hits";
  const items = hits.map((hit) => item(hit, side));
  const parts = [made("ul", name, ...items.slice(0, FEW))];
  const more = items.slice(FEW);
  const head = made("summary", "", `${more.length} more`);
  if (more.length) parts.push(made("details", "", head, made("ul", name, ...more)));
  return parts;
}

const head = (words, n) => made("h2", "search-heading", words, made("span", "", n));

function section(name, words, hits) {
  return hits.length ? [made("section", name, head(words, hits.length), ...list(hits))] : [];
}

// Both sides beside one another: an empty one says something, too.
function facing(hits) {
  const kinds = [["claims", "Claims, in the editors’ words"], ["quotes", "Quotes, in the articles’ words"]];
  const columns = Object.entries(sides).map(([side, label]) => {
    const own = hits.filter((hit) => hit.sides.includes(side));
    const parts = kinds.flatMap(([kind, words]) => {
      const of = own.filter((hit) => hit.kind === kind);
      return of.length ? [made("h3", "search-kind", words), ...list(of, side)] : [];
    });
    const none = own.length ? [] : [made("p", "search-none", "Nothing on this side.")];
    return made("section", side, head(label, own.length), ...parts, ...none);
  });
  const any = hits.some((hit) => hit.sides.length);
  return any ? [made("div", "two-columns search-sides", ...columns)] : [];
}

function look() {
  const typed = field.value.trim();
  const hits = textsWith(typed);
  const count = `${hits.length} result${hits.length === 1 ? "" : "s"} for “${typed}”.`;
  const none = "No clash, claim, quote or passage has all these words.";
  const either = typed.split(/\s+/).join(" OR ");
  const any = either !== typed && textsWith(either).length;
  const hint = any ? " Put OR between words to find any of them." : "";
  const words = hits.length ? count : `${none}${hint}`;
  said.replaceChildren(made("p", "", typed && words));
  const of = (kind) => hits.filter((hit) => hit.kind === kind);
  found.replaceChildren(
    ...section("search-clashes", "Where they clash", of("clashes")),
    ...facing(hits),
    ...section("search-passages", "In the articles", of("passages")),
  );
  return typed;
}

function renew() {
  const typed = look();
  const query = typed ? `?${new URLSearchParams({ q: typed })}` : location.pathname;
  history.replaceState(history.state, "", query);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  renew();
});
field.addEventListener("input", renew);
field.value = new URLSearchParams(location.search).get("q") ?? "";
look();
