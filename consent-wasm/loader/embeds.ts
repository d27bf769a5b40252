// Placeholders for held content that stands in the page. Only in the loaders of sites that embed something; what puts
// them up is a script of its own, fetched where something is held.

/** Brings the placeholders up to what holds now; there once something has been held. */
let putsUp: Promise<(ends?: boolean) => void> | undefined;

/** The script that does, in the page's language. */
let spoken: Fetched | undefined;

/** Held elements with a place in the page: a script has one only if it names it. */
const places = () =>
  [...select(HELD)].filter(
    (element) =>
      (!(element instanceof HTMLScriptElement) || data(element, "place")) && !element.closest("[data-consent-ignore]"),
  );

const standIn = async () => {
  if (!putsUp && !places().some((element) => heldBecause(conditions(element)))) return;
  if (__LIVE__ && putsUp && spoken != C.h) {
    (await putsUp)(true);
    putsUp = undefined;
  }
  spoken = C.h;
  putsUp ||= fetchModule(spoken!).then((script) =>
    script.default([places, conditions, heldBecause, done, runHeld, decide, build, complain, say, shadow.adoptedStyleSheets[0]]),
  );
  (await putsUp)();
};
