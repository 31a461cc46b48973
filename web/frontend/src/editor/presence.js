// Who else has the draft open, and whether somebody saved it meanwhile: asked at once and then every 15 seconds.
const EVERY_MS = 15_000;

export function followPresence({ facts, ask, place, keeper, translate }) {
  const look = async () => {
    const { status, body } = await ask(facts.urls.presence, {});
    if (status === 200) show(body);
  };
  const show = ({ others, revision }) => {
    const names = others.map(({ name }) => name).join(", ");
    const said = names ? translate("Also open at: {names}. Whoever saves second is asked what to do; nothing is lost.", { names }) : "";
    if (place.textContent !== said) place.textContent = said;
    place.hidden = !said;
    keeper.overtaken(revision);
  };
  show({ others: facts.others, revision: facts.revision });
  look();
  setInterval(look, EVERY_MS);
}
