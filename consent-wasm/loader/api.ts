// window.consent, as consent.d.ts types it.

const state = () => {
  const names = (all: string[]) => Object.fromEntries(all.map((name) => [name, allows(name)]));
  return {
    status: standing,
    act: known?.act,
    decidedAt: known && new Date(known.at * 1000).toISOString(),
    id: known?.id,
    categories: names(C.c),
    services: names(C.s.map(([name]) => name)),
    language: C.g,
    policy: C.p,
  };
};

const emit = (event: string) =>
  EventTarget.prototype.dispatchEvent.call(document, new CustomEvent("consent:" + event, { detail: state(), bubbles: true }));

const api = {
  state,
  allows,
  open: () => preferences(true),
  acceptAll: () => decide("a"),
  rejectAll,
  withdraw: () => decide("w"),
  // What is not named stays as it is; a category takes its services along.
  set: (grants: Record<string, boolean>) =>
    decide("c", Object.entries(grants).map(([name, granted]) => (granted ? "+" : "-") + name).join(" ")),
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
  // In a task of its own: a page's own fault must not become ours.
  push: (use: (consent: unknown) => void) => queueMicrotask(() => use(api)),
};
