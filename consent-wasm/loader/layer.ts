// What we put on the page: one element with an open shadow root, first in the body, style adopted, nothing parsed.

const host = create("consent-root");
const shadow = host.attachShadow({ mode: "open" });
const sheet = new CSSStyleSheet();
sheet.replaceSync(C.y);
shadow.adoptedStyleSheets = [sheet];
host.setAttribute("data-layout", C.o[0]);
host.setAttribute("data-theme", C.o[1]);

const [notice, reopen, statusLine] = C.u.map(build) as [HTMLElement, HTMLElement, HTMLElement];

/** Puts the host into the page as soon as there is a body: before its first paint, first in tab order. */
const attach = () => {
  const put = () => {
    if (!body()) return;
    waiting.disconnect();
    shadow.append(statusLine);
    body()!.prepend(host);
  };
  const waiting = new MutationObserver(put);
  waiting.observe(root, { childList: true });
  put();
};

/** Keeps room for the notice, so that nothing that has focus can lie hidden behind it (WCAG 2.4.11). */
const room = new ResizeObserver(() => keepRoom(notice.offsetHeight + "px"));

const keepRoom = (height: string) => {
  root.style.setProperty("scroll-padding-bottom", height);
  body()?.style.setProperty("padding-bottom", height);
};

const show = (reason?: string) => {
  for (const line of notice.querySelectorAll<HTMLElement>("[data-reason]")) line.hidden = line.dataset.reason != reason;
  shadow.prepend(notice);
  room.observe(notice);
  reopen.remove();
  setTimeout(() => (statusLine.textContent = C.x[0]), 100);
};

const hide = () => {
  if (notice.isConnected) {
    notice.remove();
    room.disconnect();
    keepRoom("");
  }
  offerReopen();
};

/** The way back stays on every page, unless the page has its own. */
const offerReopen = () => {
  if (select("[data-consent-action]").length) reopen.remove();
  else if (!notice.isConnected && isReady) shadow.append(reopen);
};
