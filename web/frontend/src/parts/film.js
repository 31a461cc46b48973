// Walks along the film of a case: <nav data-film> holds links [data-move], the bar, and a hidden button [data-play].
// Each event is a page of its own; what goes on from page to page lies in the session of the tab.
const KEYS = { ArrowLeft: "previous", ArrowRight: "next", Home: "first", End: "last" };
const PACE = 2000; // milliseconds that an event is shown for while the film plays

export function walkFilm(page) {
  const film = page.querySelector("[data-film]");
  if (!film) {
    sessionStorage.removeItem("film-playing");
    return;
  }
  // Only while the bar has the focus: elsewhere these keys scroll the page or move a screen reader.
  film.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = KEYS[event.key] && move(film, KEYS[event.key]);
    if (!link) return;
    event.preventDefault();
    go(link, "bar");
  });
  film.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-move]");
    if (link) sessionStorage.setItem("film", link.dataset.move);
  });
  showCurrent(film);
  keepFocus(film);
  offerPlay(film);
}

// The bar of a long case scrolls by itself; the page stays where it is.
function showCurrent(film) {
  const mark = film.querySelector('[aria-current="step"]');
  const bar = mark?.closest("ol");
  if (bar) bar.scrollTop = mark.offsetTop - bar.clientHeight / 2;
}

function move(film, name) {
  return film.querySelector(`a[data-move="${name}"]`);
}

function go(link, from) {
  sessionStorage.setItem("film", from);
  // Not a click: that would be taken for the person's own.
  location.assign(link.href);
}

// Whoever pressed a control finds it under the finger on the next page, too; where it leads nowhere, the mark on the bar.
function keepFocus(film) {
  const from = sessionStorage.getItem("film");
  sessionStorage.removeItem("film");
  if (!from) return;
  const found = from === "play" ? film.querySelector("[data-play]") : move(film, from);
  if (from === "play") found.hidden = false;
  const kept = found ?? film.querySelector('[aria-current="step"]');
  const focus = () => kept?.focus({ preventScroll: true });
  focus();
  // The place in the address (#film) takes the focus away once the page is complete.
  if (document.readyState !== "complete") addEventListener("load", () => setTimeout(focus));
}

// Plays to the end, or until the person does anything.
function offerPlay(film) {
  const button = film.querySelector("[data-play]");
  if (!button) return;
  const words = { play: button.dataset.play, pause: button.dataset.pause };
  let timer = 0;
  const stop = () => {
    clearTimeout(timer);
    timer = 0;
    sessionStorage.removeItem("film-playing");
    button.textContent = words.play;
  };
  const start = () => {
    const link = move(film, "next") ?? move(film, "first");
    if (!link) return;
    sessionStorage.setItem("film-playing", "yes");
    button.textContent = words.pause;
    timer = setTimeout(() => go(link, "play"), PACE);
  };
  button.hidden = false;
  button.addEventListener("click", () => (timer ? stop() : start()));
  document.addEventListener("keydown", (event) => {
    const pressed = button.contains(event.target) && ["Enter", " "].includes(event.key);
    if (timer && !pressed) stop();
  });
  document.addEventListener("pointerdown", (event) => {
    if (timer && !button.contains(event.target)) stop();
  });
  if (sessionStorage.getItem("film-playing") !== "yes") return;
  if (move(film, "next")) start();
  else stop();
}
