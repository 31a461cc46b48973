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
  if (typed === "") return "";
  if (input.max && typed > input.max) return past;
  if (typed < input.min) return wrongDay;
  return doubtful ? birth : "";
}

function contradicts(input, form) {
  const { iinOf, iin, confirmedBy } = input.dataset;
  const number = (iinOf ? form.elements[iinOf].value : iin).replace(/ /g, "");
  const box = form.elements[confirmedBy];
  const differs = input.value !== "" && isIin(number) && !spells(number, input.value);
  box.closest(".field").hidden = !differs && !box.checked;
  return differs && !box.checked;
}

function spells(number, day) {
  const [year, month, date] = day.split("-");
  const century = number[6] === "0" || CENTURIES[number[6]] === year.slice(0, 2);
  return century && number.startsWith(year.slice(2) + month + date);
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
