// What others do is seen without reloading: an address is asked every few seconds for what has changed since, by its ETag.
// A hidden tab asks nothing; it asks at once when it is looked at again.
const PAUSE_MS = 5000;
const SHORT_MS = 1000;

export function watchOthers(page) {
  page.querySelector("form[data-send-now]")?.requestSubmit();
  for (const place of page.querySelectorAll("[data-reload-on-change]")) {
    ask(place.dataset.reloadOnChange, SHORT_MS, () => location.reload(), `"${place.dataset.tag}"`);
  }
  for (const place of page.querySelectorAll("[data-collision]")) {
    ask(place.dataset.collision, PAUSE_MS, (answer) => tell(place, answer));
  }
  for (const place of page.querySelectorAll("[data-changes]")) {
    ask(place.dataset.changes, PAUSE_MS, (answer) => compare(page, place, answer));
  }
}

async function tell(place, answer) {
  const sentence = answer.status === 200 ? await answer.text() : "";
  place.querySelector("p").textContent = sentence;
  place.hidden = sentence === "";
}

// Rows that others have changed or taken away are marked; what is new is said above them.
async function compare(page, place, answer) {
  const marks = await answer.json();
  const rows = [...page.querySelectorAll("tr[data-task]")];
  for (const row of rows) row.toggleAttribute("data-changed", marks[row.dataset.task] !== row.dataset.mark);
  const isNew = Object.keys(marks).some((id) => !rows.some((row) => row.dataset.task === id));
  place.hidden = !isNew && !rows.some((row) => row.hasAttribute("data-changed"));
}

// tag: of what the page shows; without one the first answer counts as a change.
function ask(address, pause, changed, tag = null) {
  const look = async () => {
    if (document.hidden) return document.addEventListener("visibilitychange", look, { once: true });
    const headers = tag ? { "If-None-Match": tag } : {};
    const answer = await fetch(address, { headers, credentials: "same-origin", cache: "no-store" }).catch(() => null);
    if (answer?.ok) {
      tag = answer.headers.get("ETag");
      changed(answer);
    }
    setTimeout(look, pause);
  };
  look();
}
