// One `translate` for bpmn-js, the panel, the minimap and ourselves. English is the key.
import kk from "./words/kk.js";
import ru from "./words/ru.js";

const WORDS = { kk, ru };

// `missing` collects what has no translation: a test reads it.
export function translator(language) {
  const words = WORDS[language];
  const translate = (template, values = {}) => {
    if (words && !(template in words)) translate.missing.add(template);
    return (words?.[template] ?? template).replace(/{([^}]+)}/g, (whole, name) => values[name] ?? whole);
  };
  translate.missing = new Set();
  return translate;
}
