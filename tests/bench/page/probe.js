// Runs before everything else on a measured page: notes when the question is on the screen, and what a click leads to.
(() => {
  // Some ask nobody whom they take for a machine.
  Object.defineProperty(Navigator.prototype, "webdriver", { get: () => false });
  const agent = navigator.userAgent.replace("Headless", "");
  Object.defineProperty(Navigator.prototype, "userAgent", { get: () => agent });

  const seen = (window.__seen = { ran: {} });
  const wanted = window.__wanted ?? {};
  const frame = window.requestAnimationFrame.bind(window);
  const waiting = new Map();

  new PerformanceObserver((list) => {
    for (const { identifier, renderTime } of list.getEntries()) {
      waiting.get(identifier)?.(renderTime);
      waiting.delete(identifier);
    }
  }).observe({ type: "element", buffered: true });

  // When the frame that is being made now reaches the screen: a letter that is painted in the very same frame says it.
  let letters = 0;
  const shown = (tell) => {
    const letter = document.createElement("span");
    const name = `letter-${++letters}`;
    letter.setAttribute("elementtiming", name);
    letter.textContent = "x";
    letter.style.cssText = `all:initial;position:fixed;left:4px;top:${letters * 10}px;font:8px monospace;color:#eee;z-index:2147483647;pointer-events:none`;
    waiting.set(name, (time) => (letter.remove(), tell(time)));
    (document.body ?? document.documentElement).append(letter);
  };

  const find = (selector) => {
    const [outer, inner] = selector.split(" >> ");
    const found = document.querySelector(outer);
    return inner ? found?.shadowRoot?.querySelector(inner) : found;
  };

  // Half of it within the window, and more seen than not through everything around it.
  const isSeen = (element) => {
    if (!element) return false;
    const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
    const across = Math.min(right, innerWidth) - Math.max(left, 0);
    const down = Math.min(bottom, innerHeight) - Math.max(top, 0);
    if (across <= 0 || down <= 0 || across * down < Math.min(width * height, innerWidth * innerHeight) / 2) return false;
    if (getComputedStyle(element).visibility != "visible") return false;
    let opacity = 1;
    for (let around = element; around instanceof Element; around = around.assignedSlot ?? around.parentElement ?? around.getRootNode().host)
      opacity *= getComputedStyle(around).opacity;
    return opacity > 0.5;
  };

  const when = (selector, tell) => {
    const look = () => (isSeen(find(selector)) ? shown(tell) : frame(look));
    frame(look);
  };

  if (wanted.notice) when(wanted.notice, (time) => (seen.notice = time));

  addEventListener(
    "click",
    ({ timeStamp, isTrusted }) => {
      if (!isTrusted) return;
      frame(() => shown((time) => (seen.next = time - timeStamp)));
      if (wanted.opens) when(wanted.opens, (time) => (seen.opened = time - timeStamp));
    },
    { capture: true, once: true },
  );

  let moved = 0;
  new PerformanceObserver((list) => {
    for (const { hadRecentInput, value } of list.getEntries()) if (!hadRecentInput) seen.moved = moved += value;
  }).observe({ type: "layout-shift", buffered: true });

  window.__figures = () => {
    const fetched = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
    return { ...seen, bytes: fetched.reduce((sum, { transferSize }) => sum + transferSize, 0), requests: fetched.length };
  };
})();
