// How an audit looks at a page: past open shadow roots, at what can be seen, and at how it is made to look.
const roots = () => {
  const all = [document];
  for (const root of all) for (const element of root.querySelectorAll("*")) if (element.shadowRoot) all.push(element.shadowRoot);
  return all;
};

const isVisible = (element) => {
  const { width, height, bottom, right } = element.getBoundingClientRect();
  return width > 1 && height > 1 && bottom + scrollY > 0 && right + scrollX > 0 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
};

/** Every element that fits one of the selectors, the first selector's first. */
const findAll = (selectors) => {
  const places = roots();
  return selectors.flatMap((selector) => places.flatMap((root) => [...root.querySelectorAll(selector)]));
};

const find = (selectors) => findAll(selectors).find(isVisible) ?? null;

/** Red, green, blue and how dense, whatever the colour is written in. */
const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
const colour = (text) => {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = text;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
};

const over = ([r, g, b, a], [x, y, z]) => [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a), 1];

/** What lies behind an element: backgrounds of it and of all around it, laid over each other. */
const behind = (element) => {
  const layers = [];
  for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) layers.push(colour(getComputedStyle(at).backgroundColor));
  return layers.reduceRight((below, layer) => over(layer, below), [255, 255, 255, 1]);
};

/** Relative luminance and contrast (WCAG 2.2). */
const luminance = (rgb) => {
  const [r, g, b] = rgb.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one, other) => {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
};

/** How a button looks. */
const button = (element) => {
  if (!element) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const own = behind(element);
  const around = behind(element.parentElement ?? element.getRootNode().host ?? document.documentElement);
  return {
    words: (element.innerText || element.value || element.ariaLabel || "").trim().replace(/\s+/g, " ").slice(0, 80),
    width: box.width,
    height: box.height,
    fontSize: parseFloat(style.fontSize),
    fontWeight: Number(style.fontWeight) || 400,
    textContrast: contrast(over(colour(style.color), own), own),
    surfaceContrast: contrast(own, around),
    inWindow: box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth,
  };
};

/** The middle of an element once it stands still where the mouse can reach it, or null. */
const reach = async (selectors) => {
  const element = find(selectors);
  if (!element) return null;
  element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  const middle = () => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  };
  const before = middle();
  await new Promise((go) => setTimeout(go, 60));
  const [x, y] = middle();
  if (before[0] !== x || before[1] !== y) return null;
  let top = document.elementFromPoint(x, y);
  for (let inner; top?.shadowRoot && (inner = top.shadowRoot.elementFromPoint(x, y)) && inner !== top; ) top = inner;
  const hit = top && (top === element || element.contains(top) || top.contains(element));
  return hit ? [x, y] : null;
};

/** Links and buttons whose words promise a way to one's cookie choices, in Swedish, English, German, French and Danish. */
const promises = () => {
  const about = /cookie|kak(or|e|inst)|consent|samtyck|integritet|privacy|datenschutz|confidentialit|traceurs/i;
  const choices = /setting|prefer|choice|manage|change|withdraw|inställning|val\b|ändra|hantera|återkalla|einstellung|widerruf|verwalten|gérer|gestion|préf|indstilling/i;
  const all = findAll(["a, button, [role=button], summary"]);
  return all.find((element) => {
    const words = `${element.innerText ?? ""} ${element.ariaLabel ?? ""} ${element.title ?? ""}`;
    return words.length < 120 && about.test(words) && choices.test(words) && isVisible(element);
  }) ?? null;
};
