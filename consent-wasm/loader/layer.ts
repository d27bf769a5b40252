// What we put on the page: one element with an open shadow root, first in the body, style adopted, nothing parsed.

let host: HTMLElement, notice: HTMLElement, reopen: HTMLElement, statusLine: HTMLElement;

let shadow: ShadowRoot;

const adopt = (style: string, sheets = shadow.adoptedStyleSheets) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  sheets.push(sheet);
  return sheet;
};

/** What we ask of the page's own layout, in a sheet of its own: nothing of the page's is overwritten for good. */
const pageStyle = adopt("", get("adoptedStyleSheets"));

/** Puts the host into the page as soon as there is a body: before its first paint, first in tab order. */
const attach = () => {
  [host, notice, reopen, statusLine] = C.u.map(build) as HTMLElement[];
  shadow = host.attachShadow({ mode: "open" });
  for (const event of ["click", "pointerover", "focusin"]) shadow.addEventListener(event, onAct);
  const put = () => {
    if (!body()) return;
    waiting.disconnect();
    body()!.prepend(host);
  };
  const waiting = new MutationObserver(put);
  adopt(C.y);
  shadow.append(statusLine);
  waiting.observe(root, { childList: true });
  put();
};

/** Keeps room for the notice, so that nothing that has focus can lie hidden behind it (WCAG 2.4.11); not on paper. */
const keepRoom = () => {
  const { top, bottom } = notice.getBoundingClientRect();
  // From the window's edge to the notice's other side; nothing when it is not there.
  const height = Math.min(bottom, innerHeight - top);
  const padding = `padding-${C.d}:${height}px!important}`;
  pageStyle.replaceSync(height && C.d ? `@media screen{html{scroll-${padding}body{${padding}}` : "");
};

const room = new ResizeObserver(keepRoom);

/** Shows the notice, with the reason if the question comes again. */
const show = (reason: string) => {
  const line = notice.querySelector<HTMLElement>("[data-reason]")!;
  line.textContent = reason;
  line.hidden = !reason;
  if (__REGIMES__) reveal(notice);
  shadow.prepend(notice);
  // Where a site has made it a dialog: the page waits. Escape leaves it, and nothing is granted.
  (notice as HTMLDialogElement).showModal?.();
  notice.onclose = hide;
  room.observe(notice);
  // Once, politely, and after the line itself is there.
  setTimeout(say, 100, notice.querySelector("h2")!.textContent);
};

const say = (text: string) => (statusLine.textContent = text);

const hide = () => {
  if (notice.isConnected) {
    notice.remove();
    room.disconnect();
    keepRoom();
    offerReopen();
  }
};

/** The way back stays on every page, unless the page has its own (where the law names it, one that is called so), or it
 * would lead nowhere. */
const offerReopen = () => {
  if (
    notice.isConnected ||
    (__REGIMES__ && C.o ? [...select("[data-consent-action]")].find(isCalledSo) : select("[data-consent-action]")[0]) ||
    standing == "unavailable"
  )
    reopen.remove();
  else if (isReady && !reopen.isConnected) shadow.append(reopen);
};
