// A field that is asked for after one answer only is out of the way until that answer is given; hidden, it is not sent.
// Around it stands [data-show-name="other field"][data-show-value="its posted value"]. The server decides again.
export function followConditions(page) {
  for (const form of page.querySelectorAll("form")) {
    const parts = [...form.querySelectorAll("[data-show-name]")];
    if (parts.length === 0) continue;
    const refresh = () => parts.forEach((part) => show(part, form));
    // What the server found wrong stays in sight until an answer changes.
    parts.filter((part) => !("invalid" in part.dataset)).forEach((part) => show(part, form));
    form.addEventListener("change", refresh);
    window.addEventListener("pageshow", (event) => { if (event.persisted) refresh(); });
  }
}

function show(part, form) {
  const wanted = answer(form.elements[part.dataset.showName]) === part.dataset.showValue;
  part.hidden = !wanted;
  for (const input of part.querySelectorAll("input, select, textarea")) input.disabled = !wanted;
}

// A radio group has the value of what is chosen, a box is true or false.
function answer(control) {
  if (control?.type === "checkbox") return String(control.checked);
  return control?.value ?? "";
}
