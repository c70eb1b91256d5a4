// Remembers whether the reader wants light or dark. The style sheet does the rest.
const KEY = "scheme";
const choices = document.querySelectorAll('input[name="scheme"]');

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // Storage may be forbidden: then the choice lasts for one page.
  }
}

function remember(choice) {
  try {
    if (choice === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // As above.
  }
}

function reflect() {
  const wanted = remembered() ?? "system";
  for (const choice of choices) choice.checked = choice.value === wanted;
}

reflect();
addEventListener("storage", reflect);
addEventListener("pageshow", reflect);
for (const choice of choices) {
  choice.addEventListener("change", () => remember(choice.value));
}
