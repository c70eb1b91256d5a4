// Opens the quotes of a narrower claim in place: they are on the page that the link leads
// to, and are taken from there.
addEventListener("click", async (event) => {
  const link = event.target.closest?.("a.folds-more");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const claim = link.closest("article");
  try {
    const answer = await fetch(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const folds = page.getElementById(claim.id).querySelector(".folds");
    link.closest(".folds").replaceWith(folds);
    folds.querySelector("summary").focus();
  } catch {
    location.assign(link.href);
  }
});
