// What is drawn with: menus without what the dialect refuses, and a menu of the keyboard's own for new elements.
import { isKey } from "diagram-js/lib/features/keyboard/KeyboardUtil";
import { MADE } from "./elements.js";

const AFTER_STOCK = 500;
const FIRST = 2000;
const MENU = "ruqsat-new";
const REFUSED = [
  /rule-task/, /ad-hoc/, /complex-gateway/, /data-store/, /instantiate/, /instantiating/, /create\.data-store/,
];

class Menus {
  constructor(contextPad, palette, popupMenu, injector) {
    const stock = { getPopupMenuEntries: () => allowed, getPopupMenuHeaderEntries: () => allowed };
    popupMenu.registerProvider("bpmn-replace", AFTER_STOCK, stock);
    popupMenu.registerProvider("align-elements", AFTER_STOCK, { getPopupMenuEntries: () => plainIcons });
    contextPad.registerProvider(AFTER_STOCK, { getMultiElementContextPadEntries: () => plainIcons });
    palette.registerProvider(AFTER_STOCK, { getPaletteEntries: () => allowed });
    popupMenu.registerProvider(MENU, { getPopupMenuEntries: (target) => newEntries(target, injector) });
    injector.get("keyboard").addListener(FIRST, ({ keyEvent }) => openByKey(keyEvent, injector));
  }
}
Menus.$inject = ["contextPad", "palette", "popupMenu", "injector"];

function allowed(entries) {
  const kept = Object.entries(entries).filter(([name]) => !REFUSED.some((pattern) => pattern.test(name)));
  return Object.fromEntries(kept);
}

// The page's content security policy refuses style attributes in markup; the same stands there as attributes.
function plainIcons(entries) {
  for (const entry of Object.values(entries)) {
    for (const part of ["html", "imageHtml"]) {
      if (entry[part]) entry[part] = entry[part].replace(/style="([^"]*)"/g, attributes);
    }
  }
  return entries;
}

function attributes(_, style) {
  const pairs = style.split(";").filter(Boolean).map((each) => each.split(":"));
  return pairs.map(([name, value]) => `${name}="${value}"`).join(" ");
}

// N: a new element in the middle of what is seen. A: a new element behind the selected one.
function openByKey(event, injector) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const selected = injector.get("selection").get();
  const append = isKey(["a", "A"], event) && selected.length === 1 && selected[0].type !== "bpmn:Participant";
  if (!append && !isKey(["n", "N"], event)) return;
  const canvas = injector.get("canvas");
  const { x, y, width, height } = canvas.getContainer().getBoundingClientRect();
  const position = { x: x + width / 3, y: y + height / 4 };
  const target = append ? selected[0] : canvas.getRootElement();
  const title = injector.get("translate")(append ? "Append an element" : "New element");
  injector.get("popupMenu").open(target, MENU, position, { title, search: true, width: 320 });
  event.preventDefault();
  return true;
}

function newEntries(target, injector) {
  const translate = injector.get("translate");
  const entries = MADE.map(({ label, className, ...made }) => [
    `new-${label}`,
    { label: translate(label), className, action: () => place(target, made, injector) },
  ]);
  return Object.fromEntries(entries);
}

function place(target, { type, eventDefinitionType }, injector) {
  injector.get("popupMenu").close();
  const shape = injector.get("elementFactory").createShape({ type, eventDefinitionType });
  const made = target.parent
    ? injector.get("autoPlace").append(target, shape)
    : injector.get("modeling").createShape(shape, middle(injector), parentAt(injector));
  injector.get("selection").select(made);
  injector.get("canvas").focus();
}

function middle(injector) {
  const { x, y, width, height } = injector.get("canvas").viewbox();
  return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
}

// In a pool where one is drawn there, else on the plane.
function parentAt(injector) {
  const { x, y } = middle(injector);
  const over = injector.get("elementRegistry").filter(
    (each) => each.type === "bpmn:Participant" && x > each.x && y > each.y && x < each.x + each.width && y < each.y + each.height,
  );
  return over[0] ?? injector.get("canvas").getRootElement();
}

export default { __init__: ["menus"], menus: ["type", Menus] };
