// What the server's check says of the drawing: at the elements and in a list. The rules are the server's alone.
const PAUSE_MS = 700;
const READABLE = 0.75; // scale
const WAY = "finding-way";
const SIGN = {
  error: "M6.5 2.5h7l4 4v7l-4 4h-7l-4-4v-7zM10 6v5M10 13.3v.7",
  warning: "M10 2.5L18.5 17H1.5zM10 7.5v5M10 14.3v.7",
};

export class Findings {
  constructor({ modeler, place, ask, url, xmlOf, translate }) {
    Object.assign(this, { modeler, place, ask, url, xmlOf, translate, turn: 0 });
    this.list = place.querySelector("[data-list]");
    this.state = place.querySelector("[data-check-state]");
    this.ignored = place.querySelector("[data-ignored]");
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), PAUSE_MS);
  }

  // xml: of a file that could not be drawn; else the drawing's. The last question's answer counts.
  async check(xml) {
    const turn = ++this.turn;
    const { status, body } = await this.ask(this.url, { xml: xml ?? (await this.xmlOf()) });
    if (turn !== this.turn) return;
    if (status !== 200) return this.#sayState(body.message ?? this.translate("The check does not answer."), "unknown");
    this.place.dataset.milliseconds = body.milliseconds;
    this.#show(body);
  }

  #show({ deployable, findings, ignored }) {
    const grave = findings.filter((each) => each.severity === "error").length;
    this.#sayState(this.#summary(deployable, grave, findings.length - grave), deployable ? "good" : "bad");
    this.list.replaceChildren(...findings.map((each) => this.#line(each)));
    this.ignored.hidden = ignored.length === 0;
    this.ignored.querySelector("ul").replaceChildren(...ignored.map((each) => element("li", {}, each.message ?? each)));
    this.#draw(findings);
    this.#drawWay([]);
  }

  #summary(deployable, errors, warnings) {
    const said = [this.translate(deployable ? "The model may be deployed." : "The model is refused.")];
    if (errors) said.push(this.translate("Errors: {number}.", { number: errors }));
    if (warnings) said.push(this.translate("Warnings: {number}.", { number: warnings }));
    return said.join(" ");
  }

  #sayState(text, kind) {
    if (this.state.textContent !== text) this.state.textContent = text;
    this.place.dataset.kind = kind;
  }

  #line(finding) {
    const word = this.translate(finding.severity === "error" ? "Error" : "Warning");
    const button = element("button", { type: "button", class: "finding", "data-severity": finding.severity });
    const shown = [element("strong", {}, finding.name || finding.element_id), ` ${finding.message}`];
    button.append(sign(finding.severity, word), element("span", {}, ...shown));
    button.dataset.element = finding.element_id;
    button.addEventListener("click", () => this.#choose(finding));
    const item = document.createElement("li");
    item.append(button);
    return item;
  }

  // Several findings of one element are one mark with their number.
  #draw(findings) {
    const overlays = this.modeler.get("overlays");
    overlays.remove({ type: "finding" });
    for (const [shape, found] of grouped(findings, (each) => this.shapeOf(each.element_id))) {
      if (shape?.parent) overlays.add(shape, "finding", { position: positionOn(shape), html: this.#mark(found) });
    }
  }

  #mark(found) {
    const severity = found.some((each) => each.severity === "error") ? "error" : "warning";
    const said = found.map((each) => each.message).join("\n");
    const mark = element("div", { class: "finding-mark", "data-severity": severity, title: said });
    mark.append(sign(severity, this.translate(severity === "error" ? "Error" : "Warning")), String(found.length));
    mark.addEventListener("click", () => this.#toList(found[0].element_id));
    return mark;
  }

  #toList(elementId) {
    this.place.open = true;
    this.list.querySelector(`[data-element="${CSS.escape(elementId)}"]`)?.focus();
  }

  #choose(finding) {
    this.#drawWay(finding.way);
    this.go(finding.element_id);
  }

  // The way to the finding that was chosen last: a token at each element, the flows between them coloured.
  #drawWay(way) {
    const [canvas, overlays, registry] = ["canvas", "overlays", "elementRegistry"].map((each) => this.modeler.get(each));
    overlays.remove({ type: WAY });
    registry.filter((each) => canvas.hasMarker(each, WAY)).forEach((each) => canvas.removeMarker(each, WAY));
    const steps = new Set(way.slice(1).map((id, before) => `${way[before]} ${id}`));
    const walked = ({ type, source, target }) => type === "bpmn:SequenceFlow" && steps.has(`${source?.id} ${target?.id}`);
    for (const each of registry.filter((found) => way.includes(found.id) || walked(found))) {
      canvas.addMarker(each, WAY);
      if (!each.waypoints) overlays.add(each, WAY, { position: { bottom: 8, left: -8 }, html: element("div", { class: "finding-token" }) });
    }
  }

  // Select what a finding is about and bring it into view, in whichever sub-process it lies.
  go(elementId) {
    const shape = this.shapeOf(elementId);
    if (!shape) return;
    const canvas = this.modeler.get("canvas");
    canvas.setRootElement(canvas.findRoot(shape));
    if (canvas.zoom() < READABLE) canvas.zoom(READABLE);
    if (shape.parent) canvas.scrollToElement(shape, { top: 120, bottom: 120, left: 160, right: 160 });
    this.modeler.get("selection").select(shape);
  }

  // A process has no shape: its pool stands for it, else the plane. Messages and errors have none at all.
  shapeOf(elementId) {
    const registry = this.modeler.get("elementRegistry");
    return registry.get(elementId) ?? registry.find((each) => each.businessObject?.processRef?.id === elementId);
  }
}

function positionOn(shape) {
  if (!shape.waypoints) return { top: -14, left: -10 };
  const middle = shape.waypoints[Math.floor((shape.waypoints.length - 1) / 2)];
  const xs = shape.waypoints.map((each) => each.x);
  const ys = shape.waypoints.map((each) => each.y);
  return { left: middle.x - Math.min(...xs) + 6, top: middle.y - Math.min(...ys) - 10 };
}

function grouped(items, keyOf) {
  const groups = new Map();
  for (const each of items) {
    const key = keyOf(each);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return groups;
}

function sign(severity, word) {
  const holder = document.createElement("template");
  holder.innerHTML = `<svg viewBox="0 0 20 20" width="16" height="16" role="img"><path d="${SIGN[severity]}"/></svg>`;
  const drawn = holder.content.firstChild;
  drawn.setAttribute("aria-label", word);
  return drawn;
}

function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}
