// The document, reached so that no element's name can stand in the way: `<img name=cookie>` shadows `document.cookie`,
// but not the accessor of Document.prototype.

let C: Constants = __CONSENT__;

const documentPrototype = Document.prototype;

const get = (name: string): any => Reflect.get(documentPrototype, name, document);

const root: HTMLElement = get("documentElement");

const body = (): HTMLElement | null => get("body");

const create = (tag: string): HTMLElement => documentPrototype.createElement.call(document, tag);

const select = (selector: string) =>
  documentPrototype.querySelectorAll.call(document, selector) as NodeListOf<HTMLElement>;

/** Held inline scripts are whole only once the page has been parsed, and only then is their order known. */
const parsed = new Promise<unknown>((go) =>
  get("readyState") == "loading" ? addEventListener("DOMContentLoaded", go) : go(0),
);

const complain = (...what: unknown[]) => console.error("consent:", ...what);

const same = (text: string) => text;

const rules = { createScript: same, createScriptURL: same };

/** The only Trusted Types policy: for scripts that the site itself has held back, and our own. */
const trusted = (window as any).trustedTypes?.createPolicy("consent", rules) ?? rules;

/** Builds markup. Own keys only, so that a polluted Object.prototype adds nothing. */
const build = (markup: Markup): Node => {
  if (typeof markup == "string") return new Text(markup);
  const [tag, attributes, ...children] = markup;
  const element = create(tag);
  for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
  element.append(...children.map(build));
  if (__REGIMES__ && /^(dialog|section)$/.test(tag)) reveal(element);
  return element;
};
