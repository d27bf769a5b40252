// Which elements have a placeholder now, and what its buttons do.

/** Shown once: in this page view, whatever is decided, until somebody says no. */
let shownOnce = new WeakSet<Element>();

/** The element whose button was pressed: the focus goes to its content. */
let pressed: Element | undefined;

/** Empties an element that may not show anything any more. */
const takeBack = (element: HTMLElement) => {
  for (const name of ["src", "href"]) if (data(element, name)) element.removeAttribute(name);
  // Replaced, so that the way back does not lead to what was taken away.
  if (element instanceof HTMLIFrameElement) element.contentWindow?.location.replace("about:blank");
  if (element instanceof HTMLMediaElement) element.load();
  done.delete(element);
};

const showOnce = (element: HTMLElement) => {
  shownOnce.add(element);
  runHeld(element);
  refresh();
};

const put = (element: HTMLElement) => {
  const selector = element instanceof HTMLScriptElement && data(element, "place");
  const root = element.getRootNode() as ParentNode;
  const target = selector ? root.querySelector<HTMLElement>(selector) : element;
  if (!target) return;
  const put = card(element, target, (always, wish) => {
    pressed = element;
    const decided = always && decide("c", wish.map((name) => [name, true]));
    if (!decided) showOnce(element);
    // Where no decision can be kept, it is shown this once: that much of the wish can be met.
    else decided.then((state: any) => state.status == "unavailable" && showOnce(element));
  });
  cards.set(element, put);
  lay(element, put);
};

/** Takes a placeholder away. Who was in it goes on in the content. */
const release = (element: HTMLElement, card: Card) => {
  const { host, target, service } = card;
  const within = host.shadowRoot!.activeElement;
  lift(element, card);
  if (!target.isConnected) return;
  if (pressed == element || within) {
    if (target.tabIndex < 0) target.tabIndex = -1;
    target.focus();
  }
  if (pressed == element) {
    pressed = undefined;
    // After what is said of the choice.
    setTimeout(say, 200, fill(shown, { service }));
  }
};

/** Brings all placeholders up to what holds now; or takes them away, where another language's script goes on. */
const refresh = (ends?: boolean) => {
  if (ends) return cards.forEach((card, element) => lift(element, card));
  const held = new Set<HTMLElement>();
  for (const element of places()) {
    const reason = heldBecause(conditions(element))?.reason;
    // What nobody can grant has no button to offer.
    if (!/^(unasked|refused)$/.test(reason!) || shownOnce.has(element)) continue;
    held.add(element);
    if (done.has(element)) takeBack(element);
  }
  cards.forEach((card, element) => held.has(element) && card.target.isConnected || release(element, card));
  for (const element of held) {
    const card = cards.get(element);
    if (card) lay(element, card);
    else put(element);
  }
};
