// The files of a reading list: one's notes, and the address of the site, are put into them
// here, so that no note is ever sent. A DOCX is a zip, which comes without compression.
const LINKS = ["docx", "html", "md"].map((it) => `[data-files] a[href*="list.${it}?"]`);
const marked = (text) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt()};`);
const ESCAPED = {
  html: marked,
  docx: (text) =>
    marked(text.replace(/[^\t\n\x20-\ud7ff\ue003-\ufffd\u{10000}-\u{10ffff}]/gu, ""))
      .replaceAll("\n", '</w:t><w:br/><w:t xml:space="preserve">'),
  md: (text) =>
    text
      .replace(/[\\`*_[\]<>&~|$^#]/g, "\\$&")
      .replace(/^\s*(\d*)([-+=.)])/gm, "$1\\$2")
      .replaceAll("\n", "\\\n"),
};

// Each place for a note is a line: see app/exports/document/model.py.
function filled(text, escaped) {
  const own = !document.querySelector("[data-own]").hidden;
  const notes = new Map(own ? kept.read().map(({ id, note }) => [id, note.trim()]) : []);
  return text
    .replaceAll("\ue002", location.origin)
    .replace(/^(.*)\ue000(.*)\ue001(.*)\n/gm, (line, before, id, after) =>
      notes.get(id) ? `${before}${escaped(notes.get(id))}${after}\n` : "",
    );
}

// Of the parts of a DOCX those that are text are filled in, and all of them are.
function packed(buffer, escaped) {
  const anew = (bytes) => {
    const text = new TextDecoder().decode(bytes);
    return new TextEncoder().encode(filled(text, escaped));
  };
  return kept.zipped(buffer, anew);
}

async function save({ href, pathname }) {
  const ending = pathname.split(".").pop();
  const answer = await fetch(`${href}&fill=true`);
  if (!answer.ok) throw new Error(answer.statusText);
  const parts =
    ending === "docx"
      ? packed(await answer.arrayBuffer(), ESCAPED.docx)
      : [filled(await answer.text(), ESCAPED[ending])];
  const file = new Blob(parts, { type: answer.headers.get("Content-Type") });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `reading-list.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

if (globalThis.kept)
  addEventListener("click", (event) => {
    const link = event.target.closest?.(LINKS);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    save(link).catch(() => {
      kept.say("Your notes could not be included.");
      location.assign(link.href);
    });
  });
