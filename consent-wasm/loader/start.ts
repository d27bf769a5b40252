// The start of a page view.

const start = () => {
  const page = window as any;
  const queue = page.consent;
  if (typeof queue?.state == "function") return __LIVE__ && queue.become?.(C);
  if (__IAB__) offerIab();
  if (__REGIMES__ && move()) return;
  if (__LANGUAGES__ && speak()) return;
  if (__LIVE__) listen();
  page.consent = api;
  if (Array.isArray(queue)) queue.forEach(api.push);
  tell(C.t[0], false);
  attach();
  if (__IAB__) beginIab();

  addEventListener("click", (event) => {
    // From page content the second layer can only be opened; nothing in a page's markup can grant. Where there is none,
    // a link leads where it leads.
    if ((event.target as Element).closest?.("[data-consent-action]") && standing != "unavailable") {
      event.preventDefault();
      run(1, true);
    }
  });
  addEventListener("storage", ({ key, newValue }) => {
    if (key == C.k && newValue) decide("o");
  });

  // What could not be sent yet.
  if (mirror("-queue")) run(2, 0);
  const [cookie, second] = ours();
  const copy = mirror();
  if (cookie && second == null && (copy === undefined || copy == cookie) && !(__REGIMES__ && isDoubtful())) known = read(cookie);
  if (known) {
    standing = "decided";
    follow();
  } else {
    try {
      // A policy without 'wasm-unsafe-eval' refuses even the empty module, and says so at once.
      new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
      if (__IMPORT__ && !cookie && !copy && isForeign()) {
        takeOver();
      } else {
        // Nobody has been asked yet: the question is there at the first paint, while the engine is on its way.
        if (C.a && !cookie && !copy) show("");
        decide("o");
      }
    } catch {
      giveUp("allow WebAssembly: script-src 'wasm-unsafe-eval'");
    }
  }
  const look = () => {
    scan();
    offerReopen();
  };
  parsed.then(() => {
    new MutationObserver(look).observe(root, { childList: true, subtree: true });
    look();
  });
};

start();
