// How a journey looks at a page: past open shadow roots, and past elements whose names shadow those of the document.

const read = (name) => Object.getOwnPropertyDescriptor(Document.prototype, name).get.call(document);
const query = (selector, root = document) =>
  (root === document ? Document : DocumentFragment).prototype.querySelector.call(root, selector);
const host = () => query("consent-root");
const shadow = () => host()?.shadowRoot ?? null;

/** The first element that fits: in our part first, then in the page. After ` >> ` it goes on in the shadow root there. */
const find = (selector) => {
  const [outer, inner] = selector.split(" >> ");
  const found = (shadow() && query(outer, shadow())) ?? query(outer);
  return inner ? found?.shadowRoot && query(inner, found.shadowRoot) : found;
};
const findAll = (selector) => [...(shadow()?.querySelectorAll(selector) ?? []), ...Document.prototype.querySelectorAll.call(document, selector)];

const isVisible = (element) => {
  const { width, height } = element?.getBoundingClientRect() ?? {};
  return width > 0 && height > 0 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
};

/** What lies on top at a point. */
const topAt = (x, y) => {
  let top = Document.prototype.elementFromPoint.call(document, x, y);
  for (let inner; top?.shadowRoot && (inner = top.shadowRoot.elementFromPoint(x, y)) && inner !== top; ) top = inner;
  return top;
};

const named = (element) => (element ? `<${element.localName} ${element.id || element.className || element.getAttribute("part") || ""}>` : "nothing");

/** The middle of an element, and what hides it from the mouse there. */
const target = (selector) => {
  const element = find(selector);
  if (!isVisible(element)) return null;
  element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  const { left, top, width, height } = element.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const hit = topAt(x, y);
  const reached = hit && (hit === element || element.contains(hit) || hit.contains(element) || hit.closest("label")?.control === element);
  return { x, y, hidden: reached ? null : named(hit) };
};

/** The element that has focus, inside our part too. */
const focused = () => {
  let element = read("activeElement");
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
};

/** How one would speak of an element. */
const spoken = (element) =>
  !element || element === read("body")
    ? "page"
    : element.dataset.act ?? element.dataset.consentAction ?? (element.name || element.id || `${element.localName} ${element.textContent.trim().slice(0, 40)}`);
