// The placeholders' script: fetched only where something that stands in the page is held.

export default (gate: Gate) => {
  let sheet: CSSStyleSheet;
  [places, conditions, heldBecause, done, runHeld, decide, build, complain, say, sheet] = gate;
  const own = new CSSStyleSheet();
  own.replaceSync(style);
  sheets = [sheet, own];
  addEventListener("resize", fitAll);
  addEventListener("consent:change", (event) => {
    // A no is for what was shown once, too.
    if (/[rws]/.test((event as CustomEvent).detail.act)) shownOnce = new WeakSet();
  });
  return refresh;
};
