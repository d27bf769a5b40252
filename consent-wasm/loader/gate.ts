// Held elements: run in document order, once each, when everything they name is granted; held otherwise.

/** Names that no policy knows, each said once. */
const unknown = new Set<string>();

/** Names whose elements have run in this page view. */
const ran = new Set<string>();

const done = new WeakSet<Element>();

const HELD = `:is(script[type="text/plain"],[data-src],[data-href]):is([data-category],[data-service]${
  __MARKERS__ ? C.w.map(([attribute]) => `,[${attribute}]`).join("") : ""
})`;

const words = (text: string | null) => (text || "").split(/[\s,]+/).filter(Boolean);

/** Not by `dataset`: what an element lacks is looked for in Object.prototype there, and a polluted one could name a source. */
const data = (element: Element, name: string) => element.getAttribute("data-" + name);

/** What an element names: all conditions must hold; "!" turns one round. */
const conditions = (element: HTMLElement): string[] => {
  const all = [...words(data(element, "category")), ...words(data(element, "service"))];
  if (__MARKERS__) {
    for (const [attribute, prefix, map] of C.w) {
      const value = element.getAttribute(attribute) || "";
      if (!map) all.push(...words(value.trim().toLowerCase().replace(/ /g, "-")));
      else {
        for (const word of words(value)) {
          const name = word.slice(prefix.length);
          if (word.startsWith(prefix)) all.push(Object.hasOwn(map, name) ? map[name] : name);
        }
      }
    }
  }
  return all;
};

/** Why these conditions do not hold, or nothing when they do. */
const heldBecause = (names: string[]): Held | undefined => {
  if (!names.length) return { reason: "unnamed" };
  for (const condition of names) {
    const negated = condition[0] == "!";
    const name = condition.slice(+negated);
    if (!C.c.includes(name) && !C.s.some(([service]) => service == name)) {
      if (!unknown.has(name)) {
        unknown.add(name);
        complain("the policy knows no", name);
      }
      return { reason: "unknown", name };
    }
    if (allows(name)) {
      if (negated) return { reason: "granted", name };
    } else if (!known) return { reason: "unasked", name };
    else if (!negated) return { reason: "refused", name };
  }
  return;
};

/** Sets an address that may be loaded: https, or what the page itself came over. */
const load = (element: any, name: string, address: string) => {
  const { protocol, href } = new URL(address, location.href);
  if (protocol != "https:" && (protocol != "http:" || location.protocol != protocol)) throw "refused to load " + address;
  element[name] = element instanceof HTMLScriptElement ? trusted.createScriptURL(href) : href;
};

/** A held script becomes a new element, since one that was inert stays so; answers when the next may run. */
const runScript = (held: HTMLScriptElement): Promise<unknown> | undefined => {
  const script = create("script") as HTMLScriptElement;
  const source = data(held, "src") || held.getAttribute("src");
  for (const { name, value } of held.attributes) {
    if (/^(nomodule|integrity|crossorigin|referrerpolicy|id|data-(?!src|type).+)$/.test(name)) script.setAttribute(name, value);
  }
  script.type = data(held, "type") || "";
  // The attribute reads empty; only the property carries it.
  script.nonce = held.nonce;
  done.add(script);
  let loaded;
  if (source) {
    load(script, "src", source);
    if (!held.hasAttribute("async")) {
      script.async = false;
      loaded = new Promise((go) => {
        script.onload = script.onerror = go;
        setTimeout(go, 1e4);
      });
    }
  } else {
    script.text = trusted.createScript(held.text);
  }
  held.replaceWith(script);
  return loaded;
};

const runElement = (element: HTMLElement) => {
  for (const name of ["src", "href"]) {
    const address = data(element, name);
    if (address) load(element, name, address);
  }
};

/** Runs an element, whatever it names. */
const runHeld = async (element: HTMLElement) => {
  done.add(element);
  try {
    await (element instanceof HTMLScriptElement ? runScript(element) : runElement(element));
  } catch (error) {
    complain(error);
  }
};

let running = parsed;

/** Looks through the page and runs what may run, after what is running already. */
const scan = () =>
  (running = running.then(async () => {
    for (const element of select(HELD)) {
      const names = conditions(element);
      if (done.has(element) || element.closest("[data-consent-ignore]") || heldBecause(names)) continue;
      names.forEach((name) => ran.add(name));
      await runHeld(element);
    }
    if (__EMBEDS__) standIn().catch(complain);
  }));
