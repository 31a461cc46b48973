// The line that says how the draft stands on the server. Kinds: rest, busy, bad.
const KINDS = { editing: "busy", saving: "busy", rest: "rest", saved: "rest" };

export function stateLine(place, { language, translate, savedAt }) {
  let at = savedAt;
  const sentences = {
    rest: () => translate("Saved at {time}.", { time: clockTime(at, language) }),
    saved: ({ saved_at: now }) => sentences.rest((at = now ?? at)),
    editing: () => translate("Not saved yet."),
    saving: () => translate("Saving…"),
    failed: () => translate("Not saved: the server does not answer. Trying again; a copy is kept in this browser."),
    signedOut: () => translate("Not saved: you are signed out. Sign in in another tab; a copy is kept in this browser."),
    closed: () => translate("Not saved: the server refuses. Reload the page; a copy is kept in this browser."),
    refused: ({ message }) => translate("Not saved: {reason}", { reason: message ?? "" }),
    overtaken: () => translate("Somebody else saved a newer version of this draft."),
    conflict: () => translate("Not saved: somebody else saved this draft meanwhile."),
  };
  return (state, details = {}) => {
    const said = sentences[state](details);
    if (place.textContent !== said) place.textContent = said;
    place.dataset.kind = KINDS[state] ?? "bad";
    place.dataset.state = state;
  };
}

export function clockTime(instant, language) {
  if (!instant) return "";
  const options = { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: "Asia/Almaty" };
  return new Date(instant).toLocaleTimeString(language === "en" ? "en-GB" : language, options);
}
