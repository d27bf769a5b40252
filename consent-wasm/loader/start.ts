// The start of a page view.

const start = () => {
  const page = window as any;
  const queue = page.consent;
  if (queue?.state) return;
  const language = root.lang.toLowerCase();
  const other = [language, language.split("-")[0]].find((tag) => Object.hasOwn(C.l, tag));
  if (other) {
    const script = create("script") as HTMLScriptElement;
    script.src = trusted.createScriptURL(C.l[other]);
    root.append(script);
    return;
  }
  page.consent = api;
  if (Array.isArray(queue)) queue.forEach(api.push);
  tell(C.t[0], false);
  attach();

  shadow.addEventListener("click", onAct);
  for (const intent of ["pointerover", "focusin"]) shadow.addEventListener(intent, onIntent);
  addEventListener("click", (event) => {
    // From page content the second layer can only be opened; nothing in a page's markup can grant.
    if ((event.target as Element).closest?.("[data-consent-action]")) {
      event.preventDefault();
      openPreferences();
    }
  });
  addEventListener("storage", ({ key, newValue }) => {
    if (key == C.k && newValue) arrive(false).catch(giveUp);
  });

  const values = ours();
  const copy = mirror();
  const remains = storage("sessionStorage", (session) => session.getItem(REMAINS), null);
  if (remains) storage("sessionStorage", (session) => session.removeItem(REMAINS), undefined);
  const fast = values.length == 1 && (copy === undefined || copy === values[0]) && !remains;
  const proceed = () => {
    known = fast ? current(values[0], C, seconds()) : undefined;
    if (known) {
      standing = "decided";
      return ready();
    }
    if (!canRun()) return giveUp("allow WebAssembly: script-src 'wasm-unsafe-eval'");
    // Nobody has been asked yet: the question is there at the first paint, while the engine is on its way.
    const first = !values.length && !copy && !!C.a;
    if (first) show();
    arrive(first).catch(giveUp);
  };

  proceed();
  parsed.then(() => {
    const look = () => {
      scan();
      offerReopen();
    };
    new MutationObserver((records) => {
      if (records.some(({ addedNodes }) => [...addedNodes].some(isOfInterest))) look();
    }).observe(root, { childList: true, subtree: true });
    look();
  });
};

const isOfInterest = (node: Node) =>
  node instanceof Element && [HELD, "[data-consent-action]"].some((selector) => node.matches(selector) || node.querySelector(selector));

start();
