// Where something else than opt-in holds, or the page says in which region the visitor is. Only in the loaders of sites
// that declare it. Nothing here can grant: what is not known, or not as it should be, leaves the site as it is, opt-in.

/** The file for the region that the page's own tag names; whoever serves the page writes it there. Nothing in the
 * address, in storage or in the page's scripts is asked. */
const elsewhere = (): string | undefined => {
  const tag: Element | null = get("currentScript");
  const region = ((tag && data(tag, "region")) || "").toUpperCase();
  if (!/^[A-Z]{2}(-[A-Z\d]{1,3})?$/.test(region)) return;
  for (const name of [region, region.slice(0, 2)]) {
    for (const [names, file] of C.r || []) if (names.split(" ").includes(name)) return file;
  }
  return;
};

/** Fetches that file, and tells whether there is one. */
const move = () => {
  const file = elsewhere();
  if (file) {
    const script = create("script") as HTMLScriptElement;
    load(script, "src", file);
    root.append(script);
  }
  return file;
};

/** Global Privacy Control, as browsers and extensions write it. */
const isSignalled = () => /^(true|1)$/.test((navigator as any).globalPrivacyControl);

/** What the engine must judge first: a stored yes may be older than the signal. */
const isDoubtful = () => !C.a && isSignalled();

/** Whether the notice that informs is still to be shown: where a region wants it, and once after a signal has become
 * a decision. Until it is closed, which is remembered for this policy. */
const informs = () => !C.a && (known ? known.act == "s" : C.n) && mirror("-informed") != C.p;

const informed = () => {
  hide();
  storage("localStorage", (local) => local.setItem(C.k + "-informed", C.p));
  offerReopen();
};

/** Says in a layer that the signal is honoured, while it is. A function, since layers are built early. */
function reveal(layer: HTMLElement) {
  const line = layer.querySelector<HTMLElement>("[data-signal]");
  if (line) line.hidden = !isSignalled() || allows("advertisement");
}
