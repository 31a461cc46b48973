// Identity numbers and birth dates are compared while they are typed, by the rules of engine/identifiers.py and in the
// server's words; the server decides again. The box that vouches for a date shows where there is something to vouch for.
const CENTURIES = { 1: "18", 2: "18", 3: "19", 4: "19", 5: "20", 6: "20" };

export function checkBirths(page) {
  for (const form of page.querySelectorAll("form")) {
    const inputs = [...form.querySelectorAll("[data-wrong-iin], [data-past]")];
    if (inputs.length === 0) continue;
    const look = () => inputs.forEach((input) => say(input, wrongWith(input, form)));
    form.addEventListener("input", look);
    look();
  }
}

function wrongWith(input, form) {
  const { wrongIin, wrongDay, past, birth } = input.dataset;
  const typed = input.value.trim();
  const doubtful = birth && contradicts(input, form);
  if (wrongIin) return typed.replace(/ /g, "").length >= 12 && !isIin(typed) ? wrongIin : "";
  const day = isoDay(typed);
  if (day === null) return typed.length >= 10 ? wrongDay : "";
  if (day > input.dataset.max) return past;
  if (day < input.dataset.min) return wrongDay;
  return doubtful ? birth : "";
}

function contradicts(input, form) {
  const { iinOf, iin, confirmedBy } = input.dataset;
  const number = (iinOf ? form.elements[iinOf].value : iin).replace(/ /g, "");
  const box = form.elements[confirmedBy];
  const day = isoDay(input.value.trim());
  const differs = day !== null && isIin(number) && !spells(number, day);
  box.closest(".field").hidden = !differs && !box.checked;
  return differs && !box.checked;
}

function spells(number, day) {
  const [year, month, date] = day.split("-");
  const century = number[6] === "0" || CENTURIES[number[6]] === year.slice(0, 2);
  return century && number.startsWith(year.slice(2) + month + date);
}

// 05.12.2026, 05122026 or 2026-12-05, as engine/calendar/typed.py reads it; null where it is no day.
function isoDay(text) {
  const sent = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  const typed = /^(\d{1,2})([., /])(\d{1,2})\2(\d{4})$/.exec(text) ?? /^(\d\d)()(\d\d)(\d{4})$/.exec(text);
  const [year, month, day] = sent ? sent.slice(1) : typed ? [typed[4], typed[3], typed[1]] : [];
  if (!year) return null;
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null;
}

function isIin(text) {
  const digits = [...text.replace(/ /g, "")].map(Number);
  if (digits.length !== 12 || digits.some(Number.isNaN)) return false;
  const rest = (shift) => digits.slice(0, 11).reduce((sum, digit, at) => sum + digit * (((at + shift) % 11) + 1), 0) % 11;
  return (rest(0) < 10 ? rest(0) : rest(2)) === digits[11];
}

// What the server has said of the field stands there already.
function say(input, sentence) {
  const said = input.parentElement.querySelector("[data-typed]") ?? place(input);
  const told = document.getElementById(`${input.id}-error`)?.textContent ?? "";
  const text = told.includes(sentence) ? "" : sentence;
  if (said.textContent !== text) said.textContent = text;
}

function place(input) {
  const said = document.createElement("p");
  said.className = "error";
  said.dataset.typed = "";
  said.setAttribute("role", "status");
  input.before(said);
  return said;
}
