// <form data-autosave="URL"> posts what was typed, a moment after the last key; the server keeps it as a draft.
// <output data-draft-state data-saved="…" data-failed="…"> in the form says how it went.
const PAUSE_MS = 1500;

export function saveDrafts(page) {
  for (const form of page.querySelectorAll("form[data-autosave]")) {
    let timer;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => save(form), PAUSE_MS);
    });
    form.addEventListener("submit", () => clearTimeout(timer));
  }
}

// Other forms of the page lead away from what was typed: it is kept first.
export function saveBeforeLeaving(page) {
  for (const other of page.querySelectorAll("form[data-draft-first]")) {
    other.addEventListener("submit", async (event) => {
      const typed = [...page.querySelectorAll("form[data-autosave]")].filter((form) => form.dataset.unsaved === "true");
      if (typed.length === 0) return;
      event.preventDefault();
      await Promise.all(typed.map(save));
      other.submit();
    });
  }
}

async function save(form) {
  if (form.dataset.sent === "true") return;
  const typed = JSON.stringify(entries(form));
  const answer = await fetch(form.dataset.autosave, {
    method: "POST",
    body: new URLSearchParams(entries(form)),
    credentials: "same-origin",
    redirect: "error",
  }).catch(() => null);
  const saved = answer !== null && answer.ok;
  if (saved && typed === JSON.stringify(entries(form))) form.dataset.unsaved = "false";
  const state = form.querySelector("[data-draft-state]");
  if (state) state.textContent = saved ? state.dataset.saved : state.dataset.failed;
}

// Files are not part of a draft: they are sent with the form itself.
function entries(form) {
  return [...new FormData(form)].filter(([, value]) => typeof value === "string");
}
