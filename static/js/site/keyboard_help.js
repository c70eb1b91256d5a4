// Lists the keys, and turns them off for good.
const KEY = "keys";
// A whole map has its own keys, and no list of claims to step through.
const STEPS = document.querySelector(".map-theme")
  ? [[["arrows"], "move between claims; + − 0 zoom, f collapses"]]
  : [
      [["j", "n"], "next quote or claim"],
      [["k", "p"], "previous quote or claim"],
    ];
const named = [...document.querySelectorAll("[aria-keyshortcuts]")];
const KEYS = [
  ...STEPS,
  ...named.map((it) => [[it.getAttribute("aria-keyshortcuts")], it.textContent]),
  [["/"], "go to search"],
  [["?"], "show this list"],
  [["Esc"], "close a passage preview or this list"],
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
    localStorage.setItem(KEY, on ? "on" : "off");
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
  const name = "Keyboard shortcuts";
  const it = made("dialog", [made("h2", [name]), made("dl", rows)], {
    className: "keyboard-help",
    ariaLabel: name,
  });
  it.append(made("label", [use, "Keyboard shortcuts on"]));
  it.append(close);
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
