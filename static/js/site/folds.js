// Opens and closes all folds in place, and opens those that hide what was linked to.
// What is folded for want of room, or says how something is known, is left as it is.
const folds = document.querySelectorAll("main details:not([class$=-fold])");
const all = document.querySelector("a[data-folds]");

all?.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const address = new URL(all.href);
  // Published as files, a page with its folds open is another file.
  if (address.pathname !== location.pathname) return;
  event.preventDefault();
  const open = address.searchParams.get("open") === "all";
  for (const fold of folds) fold.open = open;
  history.replaceState(history.state, "", address);

  if (open) address.searchParams.delete("open");
  else address.searchParams.set("open", "all");
  all.href = address;
  all.textContent = open ? "Collapse all" : "Expand all";
});

// What leads to a fold opens it alone; without a script its address opens all.
for (const link of document.querySelectorAll('nav a[href*="open=all#"]'))
  if (document.querySelector(link.hash)) link.href = link.hash;

// Browsers that do not yet open a fold for its fragment are helped here.
function reveal(moved) {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id && document.getElementById(id);
  if (!target) return;
  const closed = () => target.closest("details:not([open])");
  if (!closed() && moved !== true) return;
  while (closed()) closed().open = true;
  target.scrollIntoView();
}

// Folds are found again as they were left by whoever comes back: by a link, which has a
// fragment, or with the browser, to where the page stood. An article is come to, not back
// to: there the quote alone decides.
const KEPT = `folds ${location.pathname}`;

function key(fold) {
  const beside = [...fold.parentElement.children];
  return `${fold.closest("[id]").id} ${beside.indexOf(fold)}`;
}

const back = performance.getEntriesByType("navigation")[0]?.type === "back_forward";

function restore() {
  if (!(location.hash || back) || document.querySelector(".passage")) return false;
  const [top, ...keys] = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
  const kept = new Set(keys);
  for (const fold of folds) fold.open ||= kept.has(key(fold));
  for (const link of document.querySelectorAll("a.folds-more"))
    if (kept.has(key(link)))
      link.dispatchEvent(new Event("wanted", { bubbles: true }));
  // The browser comes back to where the page stood, but perhaps before this.
  if (back) scrollTo(0, top ?? scrollY);
  return kept.size > 0 && !back;
}

addEventListener("pagehide", () => {
  if (!folds.length) return;
  const open = document.querySelectorAll("main details[open]");
  try {
    sessionStorage.setItem(KEPT, JSON.stringify([scrollY, ...[...open].map(key)]));
  } catch {
    // Storage may be forbidden: then the fold that one came from is open, no more.
  }
});

addEventListener("DOMContentLoaded", () => {
  try {
    reveal(restore());
  } catch {
    reveal();
  }
});
addEventListener("hashchange", reveal);

// Paper has no folds. Where the style sheet cannot open them, they are opened here, and
// closed again after printing.
let shut = [];
addEventListener("beforeprint", () => {
  if (CSS.supports("selector(::details-content)")) return;
  shut = [...folds].filter((fold) => !fold.open);
  for (const fold of shut) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of shut) fold.open = false;
});
