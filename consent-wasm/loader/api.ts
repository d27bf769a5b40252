// window.consent, as consent.d.ts types it.

const state = () => {
  return {
    status: standing,
    act: known?.act,
    decidedAt: known && new Date(known.at * 1000).toISOString(),
    id: known?.id,
    categories: Object.fromEntries(C.c.map((name) => [name, allows(name)])),
    services: Object.fromEntries(C.s.map(([name]) => [name, allows(name)])),
    language: C.g,
    policy: C.p,
  };
};

const emit = (event: string) =>
  documentPrototype.dispatchEvent.call(document, new CustomEvent("consent:" + event, { detail: state(), bubbles: true }));

const api = {
  state,
  allows,
  open: (place?: Element) => run(1, place || true),
  acceptAll: () => decide("a"),
  rejectAll: () => decide("r"),
  withdraw: () => decide("w"),
  // What is not named stays as it is; a category takes its services along.
  set: (grants: Record<string, boolean>) => decide("c", Object.entries(grants)),
  why(names: string) {
    const held = heldBecause(words(names));
    return { verdict: held ? "hold" : "run", ...held };
  },
  on(event: string, listener: (state: unknown) => void) {
    const heard = ({ detail }: any) => listener(detail);
    addEventListener("consent:" + event, heard);
    if (event == "ready" && isReady) listener(state());
    return () => removeEventListener("consent:" + event, heard);
  },
  history: () => call(2, 1),
  export: () => call(2, 2),
  erase: () => call(2, 3),
  // For this script in another language.
  ...(__LIVE__ && { become }),
  // In a task of its own: a page's own fault must not become ours.
  push: (use: (consent: unknown) => void) => queueMicrotask(() => use(api)),
};
