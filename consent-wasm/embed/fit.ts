// A placeholder lies over the element it stands for, which keeps its place in the page: nothing moves when it comes or goes.

interface Card {
  host: HTMLElement;
  /** Where the content will be: the element itself, or the place that a script names. */
  target: HTMLElement;
  service: string;
  x: number;
  y: number;
}

/** What has a placeholder. */
const cards = new Map<HTMLElement, Card>();

/** Smaller than this it is a pixel of somebody's, and nothing to look at. */
const LEAST = 48;

const fit = (card: Card) => {
  const { host, target } = card;
  const { offsetWidth: width, offsetHeight: height } = target;
  host.hidden = width < LEAST || height < LEAST;
  if (host.hidden) return;
  host.style.width = width + "px";
  host.style.height = height + "px";
  // Where a positioned element would lie by itself is the browser's to say; the rest of the way is measured.
  const there = target.getBoundingClientRect();
  const here = host.getBoundingClientRect();
  card.x += there.left - here.left;
  card.y += there.top - here.top;
  host.style.transform = `translate(${card.x}px,${card.y}px)`;
  // What scrolls must be reached by the keyboard.
  const text = host.shadowRoot!.querySelector<HTMLElement>("[part=text]")!;
  text.tabIndex = text.scrollHeight > text.clientHeight ? 0 : -1;
};

const fitAll = () => cards.forEach((card, element) => card.target == element && fit(card));

const sizes = new ResizeObserver(fitAll);

/** Lays a placeholder over its element, or into the place that a script names. */
const lay = (element: HTMLElement, card: Card) => {
  const { host, target } = card;
  if (target == element) {
    if (host.nextSibling != target) target.before(host);
    target.style.setProperty("visibility", "hidden", "important");
    sizes.observe(target);
    // It may move without changing its size, when what it stands in does.
    sizes.observe(target.parentElement!);
    fit(card);
  } else if (host.parentNode != target) {
    host.setAttribute("data-within", "");
    target.prepend(host);
  }
};

const lift = (element: HTMLElement, { host, target }: Card) => {
  cards.delete(element);
  host.remove();
  if (target == element) {
    sizes.unobserve(target);
    target.style.removeProperty("visibility");
  }
};
