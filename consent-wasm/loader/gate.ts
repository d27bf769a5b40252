// Held elements: run in document order, once each, when everything they name is granted; held otherwise.

/** Names that no policy knows, each said once. */
const unknown = new Set<string>();

/** Names whose elements have run in this page view. */
const ran = new Set<string>();

const done = new WeakSet<Element>();

const HELD = ["data-category", "data-service", ...C.w.map(([attribute]) => attribute)]
  .flatMap((attribute) => [`script[type="text/plain"][${attribute}]`, `[data-src][${attribute}]`, `[data-href][${attribute}]`])
  .join();

/** What an element names: all conditions must hold; "!" turns one round. */
const conditions = (element: Element): string[] => {
  const words = (text: string | null) => (text || "").split(/[\s,]+/).filter(Boolean);
  return [
    ...words(element.getAttribute("data-category")),
    ...words(element.getAttribute("data-service")),
    ...C.w.flatMap(([attribute, prefix, map]) => {
      const value = element.getAttribute(attribute) || "";
      if (!map) return words(value.trim().toLowerCase().replace(/ /g, "-"));
      return words(value)
        .filter((word) => word.startsWith(prefix))
        .map((word) => word.slice(prefix.length))
        .map((word) => (Object.hasOwn(map, word) ? map[word] : word));
    }),
  ];
};

type Held = { reason: "unnamed" | "unknown" | "unasked" | "refused" | "granted"; name?: string };

const isKnown = (name: string) => C.c.includes(name) || C.s.some(([service]) => service == name);

/** Why these conditions do not hold, or nothing when they do. */
const heldBecause = (names: string[]): Held | undefined => {
  if (!names.length) return { reason: "unnamed" };
  for (const condition of names) {
    const negated = condition[0] == "!";
    const name = negated ? condition.slice(1) : condition;
    if (!isKnown(name)) {
      if (!unknown.has(name)) {
        unknown.add(name);
        console.warn(`consent: “${name}” is no category or service of the policy; it stays held`);
      }
      return { reason: "unknown", name };
    }
    if (allows(name)) {
      if (negated) return { reason: "granted", name };
    } else if (!negated || !isDecided()) {
      return { reason: isDecided() ? "refused" : "unasked", name };
    }
  }
  return;
};

/** An address that may be loaded: https, or what the page itself came over. */
const safe = (address: string): string | undefined => {
  try {
    const { protocol, href } = new URL(address, location.href);
    if (protocol == "https:" || (protocol == "http:" && location.protocol == protocol)) return href;
  } catch {}
  complain("refused to load", address);
  return;
};

const KEPT = /^(async|defer|nomodule|integrity|crossorigin|referrerpolicy|id|type|src|data-.+)$/;

/** A held script becomes a new element, since one that was inert stays so; answers when the next may run. */
const runScript = (held: HTMLScriptElement): Promise<unknown> | undefined => {
  const script = create("script") as HTMLScriptElement;
  const source = held.getAttribute("data-src") || held.getAttribute("src");
  for (const { name, value } of held.attributes) {
    if (KEPT.test(name) && name != "type" && name != "src" && name != "data-src") script.setAttribute(name, value);
  }
  const type = held.getAttribute("data-type");
  if (type) script.type = type;
  // The attribute reads empty; only the property carries it.
  script.nonce = held.nonce;
  let loaded;
  if (source) {
    const href = safe(source);
    if (!href) return;
    if (!held.hasAttribute("async")) {
      script.async = false;
      loaded = new Promise((go) => {
        script.onload = script.onerror = go;
        setTimeout(go, 1e4);
      });
    }
    script.src = trusted.createScriptURL(href);
  } else {
    script.text = trusted.createScript(held.text);
  }
  held.replaceWith(script);
  done.add(script);
  return loaded;
};

const runElement = (element: HTMLElement) => {
  for (const name of ["src", "href"]) {
    const address = element.getAttribute("data-" + name);
    const href = address && safe(address);
    if (href) element.setAttribute(name, href);
  }
};

let running = parsed;

/** Looks through the page and runs what may run, after what is running already. */
const scan = () => {
  running = running.then(async () => {
    for (const element of select(HELD)) {
      if (done.has(element) || element.closest("[data-consent-ignore]")) continue;
      const names = conditions(element);
      if (heldBecause(names)) continue;
      done.add(element);
      names.forEach((name) => ran.add(name));
      try {
        await (element instanceof HTMLScriptElement ? runScript(element) : runElement(element));
      } catch (error) {
        complain(error);
      }
    }
  });
  return running;
};
