// Shows the passage of a quote while a mouse, a pen or the keyboard is at a link to it, or
// the first two at the passage itself; Escape takes it away. A finger is led by the link.
const QUOTES = `${document.documentElement.dataset.root ?? ""}/quotes/`;
const LINKS =
  `a.to-source[href*="quote="], a[href^="${QUOTES}"]:not([href$=".json"], [href*="?"])`;
// milliseconds: nothing flickers by on the way, and one gets from the link to the passage
const PAUSE = 350;
const GAP = 6; // pixels

const box = document.createElement("div");
Object.assign(box, { id: "preview", className: "preview", popover: "manual", role: "tooltip" });
let link = null;
let timer = 0;

async function passage({ search, pathname }) {
  const quote = new URLSearchParams(search).get("quote") ?? pathname.split("/").pop();
  const answer = await fetch(QUOTES + quote);
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const own = ".quote-sheet > .passage:not(.passage-neighbour)";
  const text = page.querySelector(`${own} .passage-text`);
  for (const it of text.querySelectorAll("[id]")) it.removeAttribute("id");
  const head = page.createElement("p");
  head.textContent = page.querySelector("h1").textContent;
  return [head, text];
}

function place() {
  const { left, top, bottom } = link.getClientRects()[0];
  const { offsetWidth: width, offsetHeight: height } = box;
  const below = bottom + GAP + height <= innerHeight || top < height + GAP;
  const most = document.body.clientWidth - width - GAP;
  box.style.left = `${scrollX + Math.max(GAP, Math.min(left, most))}px`;
  box.style.top = `${scrollY + (below ? bottom + GAP : top - GAP - height)}px`;
  // What is too long is cut around the quoted words.
  const [text, mark] = [box.lastChild, box.querySelector("mark")];
  text.scrollTop = mark.offsetTop - (text.clientHeight - mark.offsetHeight) / 2;
  const { scrollTop: at, scrollHeight, clientHeight } = text;
  box.classList.toggle("preview-above", at > 1);
  box.classList.toggle("preview-below", at + clientHeight < scrollHeight - 1);
}

async function show(it) {
  hide();
  link = it;
  // Without a net there is no preview; the link says so when it is followed.
  const parts = await passage(it).catch(() => null);
  if (!parts || link !== it) return;
  box.replaceChildren(...parts);
  document.querySelector("main").append(box);
  box.showPopover();
  link.setAttribute("aria-describedby", box.id);
  place();
}

function hide() {
  clearTimeout(timer);
  link?.removeAttribute("aria-describedby");
  link = null;
  box.remove();
}

function later(what) {
  clearTimeout(timer);
  timer = setTimeout(what, PAUSE);
}

addEventListener("pointerover", ({ target, pointerType }) => {
  if (pointerType === "touch" || !box.showPopover) return;
  const it = target.closest?.(LINKS);
  if (box.contains(target) || (it && it === link)) clearTimeout(timer);
  else if (it) later(() => show(it));
  else if (document.activeElement !== link) later(hide);
});
addEventListener("focusin", ({ target }) => {
  const at = target.matches(LINKS) && target.matches(":focus-visible");
  if (at && box.showPopover) later(() => show(target));
  else hide();
});
for (const type of ["focusout", "click", "pagehide"]) addEventListener(type, hide);
addEventListener("keydown", ({ key }) => key === "Escape" && hide());
