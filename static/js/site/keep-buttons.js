// The buttons that keep a claim or a quote, and let go of it; what came of it is said in
// passing, with a way back: a note may have gone with it.
const said = Object.assign(document.createElement("p"), { className: "keep-said" });
let timer = 0;

function say(...parts) {
  said.replaceChildren(...parts);
  clearTimeout(timer);
  timer = setTimeout(() => said.matches(":focus-within") || said.replaceChildren(), 6000);
}

function way(tag, textContent, settings) {
  return Object.assign(document.createElement(tag), { textContent, ...settings });
}

function undo(items) {
  kept.write(items);
  say("It is back.");
}

function turn(id) {
  const items = kept.read();
  const rest = items.filter((it) => it.id !== id);
  if (rest.length < items.length) {
    kept.write(rest);
    say("Removed.", way("button", "Undo", { onclick: () => undo(items) }));
    return;
  }
  kept.write([...items, { id, note: "" }]);
  const full = items.length >= kept.most;
  const words = full ? `It is full: it holds ${kept.most}.` : "Kept.";
  say(words, way("a", "Reading list", { href: kept.address() }));
}

addEventListener("click", (event) => {
  const button = event.target.closest?.("button.keep");
  if (!button) return;
  try {
    turn(button.value);
    event.preventDefault();
  } catch {
    // Storage may be full, or forbidden: then the list is an address, as it is without a
    // script.
  }
});

said.role = "status";
document.querySelector("main").append(said);
