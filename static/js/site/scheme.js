// Remembers whether the reader wants light or dark, and lets the button in the head of
// the page turn it. The style sheet does the rest.
const KEY = "scheme";
const choices = [...document.querySelectorAll('input[name="scheme"]')];
const button = document.querySelector("[data-scheme]");
const colours = [...document.querySelectorAll('meta[name="theme-color"]')];
const system = matchMedia("(prefers-color-scheme: dark)");

const wanted = () => choices.find((choice) => choice.checked).value;
const dark = () => wanted() === "dark" || (wanted() === "system" && system.matches);

// The browser's own frame takes the colour that is made for the choice.
function show() {
  for (const [at, colour] of colours.entries()) {
    const own = ["light", "dark"][at];
    const forced = wanted() === own ? "all" : "not all";
    colour.media = wanted() === "system" ? `(prefers-color-scheme: ${own})` : forced;
  }
  button.ariaPressed = dark();
}

function choose(value) {
  for (const choice of choices) choice.checked = choice.value === value;
  show();
}

function keep() {
  show();
  try {
    localStorage.setItem(KEY, wanted());
  } catch {
    // Storage may be forbidden: then the choice lasts for one page.
  }
}

function reflect() {
  let kept = null;
  try {
    kept = localStorage.getItem(KEY);
  } catch {
    // As above.
  }
  choose(kept ?? "system");
}

reflect();
addEventListener("storage", reflect);
addEventListener("pageshow", reflect);
system.addEventListener("change", show);
for (const choice of choices) choice.addEventListener("change", keep);

// What the system has anyway is no choice of its own: so twice is as before.
button.addEventListener("click", () => {
  const other = dark() ? "light" : "dark";
  choose((other === "dark") === system.matches ? "system" : other);
  keep();
});
