// What the loader has handed over, and what is the site's own.

let places: Gate[0];
let conditions: Gate[1];
let heldBecause: Gate[2];
let done: Gate[3];
let runHeld: Gate[4];
let decide: Gate[5];
let build: Gate[6];
let complain: Gate[7];
let say: Gate[8];
let sheets: CSSStyleSheet[];

const [[title, body, once, always, start, link, shown], names, style, look] = __SITE__;

const data = (element: Element, name: string) => element.getAttribute("data-" + name);

/** What is known of a name. Own keys only, so that a polluted Object.prototype adds nothing. */
const known = (name: string) => (Object.hasOwn(names, name) ? names[name] : undefined);
