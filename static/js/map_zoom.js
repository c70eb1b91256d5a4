// Zooms and moves the map, and folds its themes.
const map = document.querySelector(".map");
const themes = [...map.querySelectorAll(".map-fold")];
const LEAST = 0.5;
const MOST = 3;
const STEP = 1.25;
let size = 1;

// Half the map's height in view stays where it is.
function zoom(way) {
  const before = map.getBoundingClientRect();
  const to = way ? size * STEP ** way : 1;
  size = Math.min(MOST, Math.max(LEAST, to));
  map.style.setProperty("--map-zoom", size);
  const at = document.activeElement;
  if (map.contains(at) && at !== map) {
    at.scrollIntoView({ block: "nearest", inline: "nearest" });
    return;
  }
  const middle = innerHeight / 2 - before.top;
  const grown = map.getBoundingClientRect().height / before.height;
  if (middle > 0 && middle < before.height) scrollBy(0, middle * (grown - 1));
}

function fold(some) {
  const open = !some.some((one) => one.open);
  for (const one of some) one.open = open;
}

// A fold says of itself when it has opened or closed.
function say() {
  const button = document.querySelector("[data-fold]");
  const open = themes.some((one) => one.open);
  if (button) button.textContent = open ? "Collapse all" : "Expand all";
}
map.addEventListener("toggle", say, true);

document.querySelector(".map-tools").addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  if ("zoom" in button.dataset) zoom(Number(button.dataset.zoom));
  else fold(themes);
});

const ZOOMS = { "+": 1, "=": 1, "-": -1, 0: 0 };

map.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key in ZOOMS) zoom(ZOOMS[event.key]);
  else if (event.key === "f" && themes.length > 1) {
    const own = event.target.closest(".map-theme")?.querySelector(".map-fold");
    fold(own ? [own] : themes);
    // What had the focus may be folded away.
    own?.querySelector("summary").focus();
  } else return;
  event.preventDefault();
});

// A map that is held with a mouse or a pen goes with the hand; a click remains a click.
// Who lets go outside the window has let go.
let held = null;
map.addEventListener("pointerdown", (event) => {
  if (event.pointerType !== "touch" && !event.button) held = event;
});
addEventListener("pointercancel", () => (held = null));
addEventListener("pointermove", (event) => {
  if (!event.buttons) held = null;
  if (held?.pointerId !== event.pointerId) return;
  map.scrollLeft -= event.movementX;
  scrollBy(0, -event.movementY);
});
addEventListener("pointerup", ({ clientX, clientY }) => {
  const far = held && Math.hypot(clientX - held.clientX, clientY - held.clientY) > 5;
  held = null;
  if (!far) return;
  const swallow = (event) => event.preventDefault();
  map.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => map.removeEventListener("click", swallow, true));
});
map.addEventListener("dragstart", (event) => event.preventDefault());
