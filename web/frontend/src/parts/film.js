// Arrow keys and Home and End walk along the film of a case: <nav data-film> holds links [data-move].
const KEYS = { ArrowLeft: "previous", ArrowRight: "next", Home: "first", End: "last" };

export function walkFilm(page) {
  const film = page.querySelector("[data-film]");
  if (!film) return;
  // Only while the bar has the focus: elsewhere these keys scroll the page or move a screen reader.
  film.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = KEYS[event.key] && film.querySelector(`a[data-move="${KEYS[event.key]}"]`);
    if (!link) return;
    event.preventDefault();
    sessionStorage.setItem("film", "walking");
    link.click();
  });
  if (sessionStorage.getItem("film") !== "walking") return;
  sessionStorage.removeItem("film");
  film.querySelector('[aria-current="step"]')?.focus({ preventScroll: true });
}
