// What can be done with a reading list as a whole: copy its link, clear it, or add a list
// that somebody shared to one's own; and undo a removal.
const said = document.getElementById("list-said");
const list = document.getElementById("list");
let there = [];
let timer = 0;

function say(text, undo) {
  const settings = { className: "button", type: "button", textContent: "Undo", onclick: undo };
  const button = Object.assign(document.createElement("button"), settings);
  said.replaceChildren(text, ...(undo ? [button] : []));
  if (undo) button.focus({ preventScroll: true });
  clearTimeout(timer);
  const time = undo ? 8000 : 3000;
  timer = setTimeout(() => said.matches(":focus-within") || said.replaceChildren(), time);
}

// Returns a function that restores the list as it is now.
function undoing(gone) {
  const before = kept.read();
  return async () => {
    kept.write(before);
    await kept.show(kept.address());
    say("Restored.");
    (document.getElementById(`k-${gone}`) ?? said.closest("main")).focus();
  };
}

const DO = {
  async copy() {
    try {
      await navigator.clipboard.writeText(location.href);
      say("Copied.");
    } catch {
      say("Copy the address by hand.");
    }
  },
  async clear() {
    const undo = undoing();
    kept.write([]);
    await kept.show(`${location.pathname}?keep=`);
    say("The list is empty.", undo);
  },
  keep() {
    const known = kept.read();
    const more = there.filter((id) => known.every((it) => it.id !== id));
    kept.write([...known, ...more.map((id) => ({ id, note: "" }))]);
    kept.settle();
    const all = kept.read().length === known.length + more.length;
    say(all ? "Added to your list." : "Your list is full: some were not added.");
  },
};

list.addEventListener("shown", ({ detail: { own, ids } }) => {
  there = ids;
  const set = (name, on) => (document.querySelector(`[data-${name}]`).hidden = !on);
  set("own", own && ids.length);
  set("shared", !own && ids.length);
  list.classList.toggle("reading-list-shared", !own && ids.length);
  set("mine", kept.read().length);
  document.querySelector("[data-mine]").href = kept.address();
});

document.querySelector(".reading-list-tools").addEventListener("click", ({ target }) => {
  DO[target.closest("[data-do]")?.dataset.do]?.();
});

if (globalThis.kept) Object.assign(kept, { say, undoing });
