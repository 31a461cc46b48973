// Questions that wait for an answer. Escape answers "".
export function answerTo(dialog, said) {
  const place = dialog.querySelector("[data-said]");
  if (place && said) place.textContent = said;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true });
  });
}
