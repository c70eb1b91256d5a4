// Opens the quotes of a narrower claim in place: they are on the page that the link leads
// to, and are taken from there. The address says which stand open, as it does without.
// As many as app/queries/filters.py reads from the address.
const MOST = 5;
const named = new URLSearchParams(location.search).get("open") ?? "";
const opened = new Set(named.split(".").filter(Boolean));

async function open(link) {
  const claim = link.closest("article");
  opened.add(claim.id.slice(2)); // without c-
  const address = `?open=${[...opened].slice(-MOST).join(".")}`;
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const folds = page.getElementById(claim.id).querySelector(".folds");
  link.closest(".folds").replaceWith(folds);
  history.replaceState(history.state, "", address + location.hash);
  return folds;
}

addEventListener("click", async (event) => {
  const link = event.target.closest?.("a.folds-more");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  try {
    (await open(link)).querySelector("summary").focus();
  } catch {
    location.assign(link.href);
  }
});

// A fold that was open when one left: without a net it stays as it is.
addEventListener("wanted", (event) => open(event.target).catch(() => {}));
