// Updates results and address as the reader types.
const form = document.querySelector("form[data-search]");
const PARTS = ["#search-found", "#search-said", ".site-footer-data"];
const PAUSE = 150; // milliseconds after a letter

let waiting = 0;
let asking = new AbortController();

async function look() {
  const said = [...new FormData(form)].filter(([, value]) => value);
  const address = `${form.getAttribute("action")}?${new URLSearchParams(said)}`;
  asking.abort();
  asking = new AbortController();
  const answer = await fetch(address, { signal: asking.signal });
  if (!answer.ok) return;
  const text = await answer.text();
  const page = new DOMParser().parseFromString(text, "text/html");
  for (const part of PARTS) {
    const there = page.querySelector(part);
    document.querySelector(part).replaceChildren(...there.childNodes);
  }
  const found = document.querySelector(PARTS[0]);
  found.dispatchEvent(new Event("renewed", { bubbles: true }));
  document.title = page.title;
  history.replaceState(history.state, "", address);
}

// Also while an input method composes: keyboards of phones compose every word.
form.addEventListener("input", () => {
  clearTimeout(waiting);
  // Typing on cancels the request; offline, Enter still submits the form.
  waiting = setTimeout(() => look().catch(() => {}), PAUSE);
});
