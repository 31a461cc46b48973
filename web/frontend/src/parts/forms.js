// Typed work is not lost on leaving the page, and a form is not sent twice.
const RETRY_MS = 10_000;

export function guardForms(page) {
  const forms = page.querySelectorAll("form[data-guard]");
  for (const form of forms) {
    form.addEventListener("input", () => { form.dataset.unsaved = "true"; });
    form.addEventListener("submit", (event) => sendOnce(form, event));
  }
  window.addEventListener("beforeunload", (event) => {
    if ([...forms].some((form) => form.dataset.unsaved === "true")) event.preventDefault();
  });
  // Coming back by the browser's history shows the page as it was left: sent, with dead buttons.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of forms) delete form.dataset.sent;
  });
}

function sendOnce(form, event) {
  if (form.dataset.sent === "true") {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "true";
  form.dataset.unsaved = "false";
  // Where no answer comes, the person may try again.
  setTimeout(() => delete form.dataset.sent, RETRY_MS);
}
