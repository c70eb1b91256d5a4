// What a new release of the data has renamed, split or cut anew is kept by its present
// names, and the notes with it. See keep.js.
async function renew() {
  const now = document.documentElement.dataset.release;
  const { items, release } = kept.stored();
  if (!items.length || release === now) return;
  const answer = await fetch(kept.address().replace("?", ".json?"));
  if (!answer.ok) return;
  const shown = (await answer.json()).items;
  const notes = new Map();
  for (const { id, note } of kept.read()) {
    const present = shown.filter((it) => it.id === id || it.former.includes(id));
    for (const one of present.length ? present : [{ id }])
      notes.set(one.id, [notes.get(one.id), note].filter(Boolean).join("\n"));
  }
  kept.write([...notes].map(([id, note]) => ({ id, note })), now);
  dispatchEvent(new Event("storage"));
}

if (globalThis.kept) addEventListener("load", () => renew().catch(() => {}));
