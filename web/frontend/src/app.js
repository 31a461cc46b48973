// Progressive enhancement only: every page works without this file.
import { guardForms } from "./parts/forms.js";
import { checkBirths } from "./parts/births.js";
import { followConditions } from "./parts/conditions.js";
import { saveBeforeLeaving, saveDrafts } from "./parts/drafts.js";
import { frameDiagrams } from "./parts/diagrams.js";
import { walkFilm } from "./parts/film.js";
import { countMinutes } from "./parts/minutes.js";
import { watchOthers } from "./parts/watch.js";

document.querySelector("[data-error-summary]")?.focus();
followConditions(document);
checkBirths(document);
guardForms(document);
saveDrafts(document);
saveBeforeLeaving(document);
frameDiagrams(document);
walkFilm(document);
watchOthers(document);
countMinutes(document);

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const menu of document.querySelectorAll("details.menu")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}
