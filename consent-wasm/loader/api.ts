// window.consent, as consent.d.ts types it.

const listeners: Record<string, Set<(state: unknown) => void>> = { ready: new Set(), change: new Set() };

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

const announce = (event: "ready" | "change") => {
  const now = state();
  for (const listener of listeners[event]) call(listener, now);
  emit(event, now);
};

/** A page's own fault must not become ours. */
const call = (listener: (value: any) => void, value: unknown) => {
  try {
    listener(value);
  } catch (error) {
    complain(error);
  }
};

const api = {
  state,
  allows,
  open: openPreferences,
  acceptAll: () => decide("a"),
  rejectAll,
  withdraw: () => decide("w"),
  // What is not named stays as it is; a category takes its services along.
  set: (grants: Record<string, boolean>) =>
    decide("c", Object.entries(grants).map(([name, granted]) => (granted ? "+" : "-") + name).join(" ")),
  why(name: string) {
    const held = heldBecause(name.split(/[\s,]+/).filter(Boolean));
    return { verdict: held ? "hold" : "run", ...held };
  },
  on(event: string, listener: (state: unknown) => void) {
    const all = listeners[event];
    if (!all) throw Error(`consent: no event “${event}”; use ready or change`);
    all.add(listener);
    if (event == "ready" && isReady) call(listener, state());
    return () => all.delete(listener);
  },
  push: (use: (consent: unknown) => void) => call(use, api),
};
