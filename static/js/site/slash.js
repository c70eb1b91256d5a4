// Leads to the search with the key "/".
const TYPED_IN = "input:not([type=radio]), select, textarea";

addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.(TYPED_IN)) return;
  event.preventDefault();
  const fields = [...document.querySelectorAll("input[type=search]")];
  const shown = fields.find((field) => field.getClientRects().length);
  // On a phone the field is a page of its own.
  if (shown) shown.select();
  else document.querySelector("[data-search-page]").click();
});
