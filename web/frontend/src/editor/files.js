// Models from disk and to disk: open by button or by drop, save as .bpmn and as .svg.
const LARGEST = 1_048_576; // bytes; the server takes no more

export function followDrops(area, open) {
  for (const name of ["dragenter", "dragover"]) {
    area.addEventListener(name, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      area.dataset.drop = "true";
    });
  }
  area.addEventListener("dragleave", (event) => {
    if (!area.contains(event.relatedTarget)) delete area.dataset.drop;
  });
  area.addEventListener("drop", (event) => {
    delete area.dataset.drop;
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    open(event.dataTransfer.files[0]);
  });
}

// The text of a file, or the sentence why it is not taken. asIs: it is UTF-8, so the server may keep these very bytes.
export async function contentOf(file) {
  if (file.size > LARGEST) return { wrong: "The file is too large: a model has at most 1024 KiB." };
  const { content, encoding } = decoded(await file.arrayBuffer());
  if (!content.trim()) return { wrong: "The file is empty." };
  return { content, asIs: encoding === "utf-8" };
}

// XML says its encoding in its first line, or by its first two bytes.
export function decoded(buffer) {
  const encoding = encodingOf(new Uint8Array(buffer.slice(0, 200)));
  try {
    return { content: new TextDecoder(encoding).decode(buffer), encoding };
  } catch {
    return { content: new TextDecoder().decode(buffer), encoding: "utf-8" };
  }
}

function encodingOf(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const said = /^\s*<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(String.fromCharCode(...bytes));
  return (said?.[1] ?? "utf-8").toLowerCase();
}

export function download(name, content, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
