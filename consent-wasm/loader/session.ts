// One page view: what is known, what the engine settles, and what follows from it.

let standing = "unasked";

let known: Current | undefined;

/** Names that are granted while nothing is decided. */
let granted = new Set<string>();

let isReady = false;

/** Names of everything that may run now. */
const allowed = () => (known ? known.on : granted);

const allows = (name: string): boolean => allowed().has(name);

/** Everything that follows from a new state: tell, announce, run. Not that, if the page is about to load again. */
const follow = async (first: Call[] = [], reloads?: unknown) => {
  const event = isReady ? "change" : "ready";
  isReady = true;
  // While the visitor is asked, what was told at the start holds.
  const calls = known || !C.a ? C.t[1] : [];
  tell([...first, ...calls], false);
  offerReopen();
  emit(event);
  if (__IAB__) tellIab();
  if (reloads) return;
  await scan();
  tell(calls, true);
};

/** Takes what the engine has carried out. */
const settle: Page[12] = (stands, decided, byDefault, asks, said, first, reloads) => {
  standing = stands;
  known = decided;
  granted = byDefault;
  if (__REGIMES__ && informs()) asks ||= "";
  if (asks == null) hide();
  // Once in a page view: what was shown has been told what to do when it closes.
  else if (!notice.onclose) show(asks);
  if (said) say(said);
  follow(first, reloads);
};

/** When the engine cannot be had, nothing is asked and everything stays refused. */
const giveUp = (error: unknown) => {
  standing = "unavailable";
  complain("everything stays refused:", error);
  hide();
  isReady ? offerReopen() : follow();
};

let loading: Promise<Engine> | undefined;

/** Fetches a module of ours; the link makes the browser check its digest. */
const fetchModule = ([url, integrity]: Fetched) => {
  root.append(build(["link", { rel: "modulepreload", href: url, integrity }]));
  return import(url);
};

/** The engine, fetched when it is first needed. */
const engine = (): Promise<Engine> =>
  (loading ||= fetchModule(C.e).then((engine) =>
    engine.default([C, shadow, build, adopt, complain, cookies, ours, writeCookie, storage, mirror, read, allowed, settle, decide, fetchModule, state, ran]),
  ));

const call = async (part: 0 | 1 | 2, ...what: any[]) => ((await engine())[part] as any)(...what);

/** Reads the visitor's state ("o"), or carries out one act. With a wish it is of what it names; a button of ours
 * stands in its place where it is pressed. */
const decide: Page[13] = (act, wish) => {
  if (act != "o") hide();
  const decided = call(0, act, wish).catch(giveUp).then(state);
  return __IAB__ ? during(act, decided) : decided;
};

/** The same where nobody waits for the outcome. */
const run = (...what: [part: 1 | 2, what: unknown]) => call(...what).catch(complain);

const onAct = ({ type, target }: Event) => {
  const button = (target as Element).closest<HTMLElement>("[data-act]");
  const act = button?.dataset.act;
  const clicked = type == "click";
  if (act == "preferences") run(1, clicked);
  if (__REGIMES__ && clicked && act == "informed") informed();
  if (clicked && act == "accept-all") decide("a", button!);
  if (clicked && act == "reject-all") decide("r", button!);
};
