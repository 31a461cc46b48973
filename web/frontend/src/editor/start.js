// Puts the page together: the drawing, its saving, its check, who else is here.
import { answerTo } from "./dialogs.js";
import { copyOf } from "./copies.js";
import { contentOf, followDrops } from "./files.js";
import { Findings } from "./findings.js";
import { Keeper } from "./keeper.js";
import { followKeys } from "./keys.js";
import { makeModeler } from "./modeler.js";
import { followPresence } from "./presence.js";
import { asker, modelAt } from "./server.js";
import { clockTime, stateLine } from "./states.js";
import { followStack, frame, toolActions, wireTools } from "./tools.js";
import { translator } from "./translate.js";

export async function openEditor(place, facts) {
  const part = (name) => place.querySelector(`[data-${name}]`);
  const translate = translator(facts.language);
  const dialogs = Object.fromEntries(
    [...place.querySelectorAll("dialog")].map((dialog) => [dialog.dataset.dialog, dialog]),
  );
  const modeler = makeModeler({
    canvas: part("canvas"),
    properties: part("properties"),
    translate,
    choices: facts.choices,
    language: facts.language,
  });
  nameDrawing(part("canvas"));
  const xmlOf = async () => (await modeler.saveXML({ format: true })).xml;
  const ask = asker(facts.csrf);
  const copy = copyOf(facts.draft);
  const line = stateLine(part("state"), { language: facts.language, translate, savedAt: facts.saved_at });
  const keeper = new Keeper({ facts, ask, copy, xmlOf, say: (state, details) => said(state, details) });
  const findings = new Findings({ modeler, place: part("findings"), ask, url: facts.urls.check, xmlOf, translate });

  function said(state, details) {
    line(state, details);
    part("newer").hidden = state !== "overtaken" && state !== "conflict";
    if (state === "conflict") settle(details);
  }

  async function settle({ message }) {
    const answer = await answerTo(dialogs.conflict, message);
    if (answer === "newer") return reload();
    if (answer !== "copy") return;
    const url = await keeper.branch();
    if (url) location.assign(url);
    else settle({ message: translate("The copy could not be made. Save the model as a file.") });
  }

  function reload() {
    keeper.drop();
    location.reload();
  }

  // What cannot be drawn is told with its reason; the file itself stays as it is.
  async function show(xml) {
    try {
      const { warnings } = await modeler.importXML(xml);
      part("failure").hidden = true;
      tellWarnings(warnings);
      frame(modeler);
      return true;
    } catch (error) {
      part("failure-reason").textContent = error.message;
      part("failure").hidden = false;
      return false;
    }
  }

  function tellWarnings(warnings) {
    part("warnings").hidden = warnings.length === 0;
    part("warnings").querySelector("ul").replaceChildren(
      ...warnings.map(({ message }) => Object.assign(document.createElement("li"), { textContent: message })),
    );
  }

  async function openFile(file) {
    const { content, asIs, wrong } = await contentOf(file);
    if (wrong) return answerTo(dialogs.told, translate(wrong));
    const question = translate("Replace the drawing by the file {name}?", { name: file.name });
    if ((await answerTo(dialogs.replace, question)) !== "yes") return;
    const before = await xmlOf().catch(() => null);
    if (await show(content)) return taken(asIs ? content : null);
    const reason = part("failure-reason").textContent;
    if (before && (await show(before))) answerTo(dialogs.told, translate("The file cannot be drawn: {reason}", { reason }));
  }

  async function taken(content) {
    findings.soon();
    if (content === null) keeper.changed();
    else keeper.replaced(content, await xmlOf());
  }

  function changed() {
    keeper.changed();
    findings.soon();
  }

  async function restore() {
    const kept = copy.read();
    if (!kept || kept.xml === keeper.baseline) return;
    const time = clockTime(kept.at, facts.language);
    if (kept.revision !== keeper.revision) return restoreBranch(kept, time);
    const question = translate("This browser holds edits of {time} that the server does not have.", { time });
    if ((await answerTo(dialogs.restore, question)) !== "yes") return copy.forget();
    if (await show(kept.xml)) changed();
  }

  // Somebody saved since: the kept edits can only become a draft of their own.
  async function restoreBranch(kept, time) {
    const message = translate("This browser holds edits of {time}; somebody saved the draft since.", { time });
    const answer = await answerTo(dialogs.conflict, message);
    if (answer === "newer") return copy.forget();
    if (answer !== "copy") return;
    const { status, body } = await ask(facts.urls.copy, kept);
    if (status !== 201) return;
    copy.forget();
    location.assign(body.url);
  }

  const chooser = part("file");
  chooser.addEventListener("change", () => {
    if (chooser.files.length > 0) openFile(chooser.files[0]);
    chooser.value = "";
  });
  followDrops(part("canvas"), openFile);
  wireTools(place, toolActions({
    modeler, xmlOf, dialogs, findings, name: facts.file, openFile: () => chooser.click(),
  }));
  part("newer").addEventListener("click", () => (keeper.conflict ? settle(keeper.conflict) : reload()));
  followStack(place, modeler);
  followKeys({ place, modeler, save: () => keeper.save() });

  const model = await modelAt(facts.urls.model).catch(() => null);
  const drawn = model !== null && (await show(model.xml));
  modeler.on("commandStack.changed", changed);
  if (drawn) {
    keeper.begin(await xmlOf(), model.revision);
    said("rest");
    findings.check();
    restore();
  } else {
    keeper.begin("", model?.revision); // a file that is opened takes the place of what cannot be drawn
    findings.check(model?.xml ?? "");
  }
  followPresence({ facts, ask, place: part("others"), keeper, translate });
  document.addEventListener("visibilitychange", () => document.hidden && keeper.leave());
  window.addEventListener("pagehide", () => keeper.leave());
  window.addEventListener("online", () => keeper.dirty && keeper.save());
  window.addEventListener("beforeunload", (event) => keeper.dirty && event.preventDefault());
  place.modeler = modeler; // for tests and for the console
  place.dataset.ready = String(Math.round(performance.now()));
}

// Where the keys of the drawing work; screen readers hand them on.
function nameDrawing(canvas) {
  const drawing = canvas.querySelector(".djs-container > svg");
  drawing.setAttribute("role", "application");
  drawing.setAttribute("aria-label", canvas.getAttribute("aria-label"));
}
