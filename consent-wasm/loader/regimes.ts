// Where something else than opt-in holds, or the page says in which region the visitor is. Only in the loaders of sites
// that declare it. Nothing here can grant: what is not known, or not as it should be, leaves the site as it is, opt-in.

/** The file that holds in a region, and how strict it is: opt-in, than which nothing is stricter, where no other is
 * known. */
const holdsIn = (region: string | null | undefined): [file: string, strictness: number] => {
  const code = (region || "").toUpperCase();
  if (/^[A-Z]{2}(-[A-Z\d]{1,3})?$/.test(code)) {
    for (const name of [code, code.slice(0, 2)]) {
      for (const [names, ...version] of C.r || []) if (names.split(" ").includes(name)) return version;
    }
  }
  return ["", 3];
};

/** The file for the region that the page's own tag names; whoever serves the page writes it there. What the page claims
 * by itself counts only where it is stricter. Nothing in the address or in storage is asked. */
const elsewhere = () => {
  const tag: Element | null = get("currentScript");
  const [file, strictness] = holdsIn(tag && data(tag, "region"));
  const claim = data(root, "consent-region");
  if (claim) {
    const [claimed, strict] = holdsIn(claim);
    if (strict > strictness) return claimed;
    if (claimed != file) complain(`data-consent-region="${claim}" is no stricter than the tag's region, which stays`);
  }
  return file;
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

/** Whether a way back of the page's has the name that the law gives it. */
const isCalledSo = (own: Element) => own.textContent!.includes(reopen.textContent!);
