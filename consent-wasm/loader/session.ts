// One page view: what is known, what the engine settles, and what follows from it.

let standing = "unasked";

let known: Current | undefined;

/** Names that are granted while nothing is decided. */
let granted = new Set<string>();

let isReady = false;

/** Names of everything that may run now. */
const allowed = () => (known ? known.on : granted);

const allows = (name: string): boolean => allowed().has(name);

/** Everything that follows from a new state: tell, run, announce. */
const follow = async (before: Set<string>) => {
  const withdrawn = [...before].filter((name) => !allows(name));
  const event = isReady ? "change" : "ready";
  isReady = true;
  // While the visitor is asked, what was told at the start holds.
  const calls = known || !C.a ? C.t[1] : [];
  if (withdrawn[0]) tell(C.t[2], false);
  tell(calls, false);
  offerReopen();
  emit(event);
  if (C.r && withdrawn.some((name) => ran.has(name))) {
    // What runs cannot be unloaded; the page can. Scripts that were alive may write again while it goes away:
    // without the mirror, the next page view asks the engine, which erases that too.
    storage("localStorage", (local) => local.removeItem(C.k));
    location.reload();
  } else {
    await scan();
    tell(calls, true);
  }
};

/** Takes what the engine has carried out. */
const settle: Page[12] = (stands, decided, byDefault, asks, said) => {
  const before = allowed();
  standing = stands;
  known = decided;
  granted = byDefault;
  if (asks == null) hide();
  else if (!notice.isConnected) show(asks);
  if (said) say(said);
  follow(before);
};

/** When the engine cannot be had, nothing is asked and everything stays refused. */
const giveUp = (error: unknown) => {
  standing = "unavailable";
  complain("everything stays refused:", error);
  hide();
  if (!isReady) follow(new Set());
};

let loading: Promise<Engine> | undefined;

/** The engine, fetched when it is first needed; the link makes the browser check its digest. */
const engine = (): Promise<Engine> => {
  if (!loading) {
    const link = create("link") as HTMLLinkElement;
    link.rel = "modulepreload";
    [link.href, link.integrity] = C.e;
    root.append(link);
    const page: Page = [C, shadow, build, adopt, complain, cookies, ours, writeCookie, storage, mirror, read, allowed, settle, decide];
    loading = import(C.e[0]).then((engine) => engine.default(page));
  }
  return loading;
};

/** Reads the visitor's state ("o"), or carries out one act of the visitor or of the page's own code. */
const decide = async (act: string, wish?: string) => {
  if (act != "o") hide();
  try {
    await (await engine())[0](act, wish);
  } catch (error) {
    giveUp(error);
  }
  return state();
};

const preferences = async (opens: boolean) => {
  try {
    await (await engine())[1](opens);
  } catch (error) {
    complain(error);
  }
};

/** Rejecting after a yes is a withdrawal. */
const rejectAll = () => decide(known && /[aci]/.test(known.act) ? "w" : "r");

const onAct = ({ type, target }: Event) => {
  const act = (target as Element).closest<HTMLElement>("[data-act]")?.dataset.act;
  const clicked = type == "click";
  if (act == "preferences") preferences(clicked);
  if (clicked && act == "accept-all") decide("a");
  if (clicked && act == "reject-all") rejectAll();
};
