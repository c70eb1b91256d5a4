// Lists the keys, and turns them off for good.
const KEY = "keys";
// A whole map has its own keys, and no list of claims to step through.
const STEPS = document.querySelector(".map-theme")
  ? [[["arrows"], "from claim to claim of the map; + − 0 zoom it, f folds"]]
  : [
      [["j", "n"], "the next quote or claim of the page"],
      [["k", "p"], "the one before"],
    ];
const named = [...document.querySelectorAll("[aria-keyshortcuts]")];
const KEYS = [
  ...STEPS,
  ...named.map((it) => [[it.getAttribute("aria-keyshortcuts")], it.textContent]),
  [["/"], "the search"],
  [["?"], "this list"],
  [["Esc"], "away with a passage shown in passing, and with this list"],
];
const root = document.documentElement;
let list;

function reflect() {
  try {
    root.toggleAttribute("data-keys-off", localStorage.getItem(KEY) === "off");
  } catch {
    // Storage may be forbidden: then the choice lasts for one page.
  }
}

function turn(on) {
  root.toggleAttribute("data-keys-off", !on);
  try {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "off");
  } catch {
    // As above.
  }
}

function made(tag, parts, settings = {}) {
  const it = Object.assign(document.createElement(tag), settings);
  it.append(...parts);
  return it;
}

function dialog() {
  const use = made("input", [], { type: "checkbox" });
  use.addEventListener("change", () => turn(use.checked));
  const close = made("button", ["Close"], { type: "button", className: "button" });
  const rows = KEYS.flatMap(([keys, what]) => {
    const named = keys.map((key) => made("kbd", [key]));
    if (named.length > 1) named.splice(1, 0, " or ");
    return [made("dt", named), made("dd", [what])];
  });
  const head = made("h2", ["Keyboard shortcuts"], { id: "keys-head" });
  const it = made("dialog", [head, made("dl", rows)], { className: "keyboard-help" });
  it.append(made("label", [use, "Use these keys"]));
  it.append(made("p", ["Off or on, nothing happens while you type in a field."]));
  it.append(close);
  it.setAttribute("aria-labelledby", "keys-head");
  close.addEventListener("click", () => it.close());
  document.body.append(it);
  return { it, use };
}

function open() {
  list ??= dialog();
  list.use.checked = !root.hasAttribute("data-keys-off");
  list.it.showModal();
}

reflect();
addEventListener("storage", reflect);
addEventListener("pageshow", reflect);
document.querySelector("[data-keys]")?.addEventListener("click", open);
