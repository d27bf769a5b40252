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

const SAYS: Record<Held["reason"], string> = {
  unnamed: "it names neither a category nor a service",
  unknown: "the policy knows no category or service of that name",
  unasked: "the visitor has not answered yet",
  refused: "the visitor said no",
  granted: "it runs only without this grant, and the grant is there",
};

const api = {
  state,
  allows,
  open: openPreferences,
  acceptAll: () => decide("a"),
  rejectAll,
  withdraw: () => decide("w"),
  set(grants: Record<string, boolean>) {
    // What is not named stays as it is.
    const now = state();
    const categories = { ...now.categories, ...grants };
    const words = C.c.filter((name) => categories[name]);
    for (const [name, category] of C.s) {
      const parent = C.c[category];
      const granted = name in grants ? grants[name] : parent in grants ? grants[parent] : now.services[name];
      words.push((granted ? "+" : "-") + name);
    }
    return decide("c", words.join(" "));
  },
  why(name: string) {
    const held = heldBecause(name.split(/[\s,]+/).filter(Boolean));
    return held ? { verdict: "hold", reason: held.reason, says: SAYS[held.reason] } : { verdict: "run", reason: "granted", says: "it is granted" };
  },
  on(event: string, listener: (state: unknown) => void) {
    const all = listeners[event];
    if (!all) throw Error(`consent: there is no event “${event}”; use ready or change`);
    all.add(listener);
    if (event == "ready" && isReady) call(listener, state());
    return () => all.delete(listener);
  },
  push: (use: (consent: unknown) => void) => call(use, api),
};
