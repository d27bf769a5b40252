// One page view: what is known, what an answer of the engine changes, and what follows from it.

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
  if (withdrawn[0]) tell(C.t[2], false);
  tell(C.t[1], false);
  offerReopen();
  emit(event);
  if (C.r && withdrawn.some((name) => ran.has(name))) {
    // What runs cannot be unloaded; the page can.
    storage("sessionStorage", (session) => session.setItem(REMAINS, "1"));
    location.reload();
  } else {
    await scan();
    tell(C.t[1], true);
  }
};

/** Carries out the engine's answer, line by line; tells whether the visitor must be asked. */
const carryOut = (lines: string[]): boolean => {
  let asks = false;
  granted = new Set();
  known = undefined;
  for (const line of lines) {
    const mark = line[0];
    const content = line.slice(1);
    if (mark == "s") standing = content;
    else if (mark == "v") {
      known = current(content, C, seconds());
      storage("localStorage", (local) => local.setItem(C.k, content));
    } else if (mark == "g") granted.add(content);
    else if (mark == "q") asks = true;
    else if (mark == "l") storage("localStorage", (local) => local.removeItem(content));
    else if (mark == "k") storage("sessionStorage", (session) => session.removeItem(content));
    else if (mark) writeCookie(content);
  }
  if (known && !current(ours()[0] || "", C, seconds())) complain("the cookie did not stick");
  return asks;
};

/** When the engine cannot be had, nothing is asked and everything stays refused. */
const giveUp = (error: unknown) => {
  standing = "unavailable";
  complain("everything stays refused:", error);
  hide();
  if (!isReady) follow(new Set());
};

/** Reads the visitor's state ("o"), or carries out one act of the visitor or of the page's own code. */
const decide = async (act: string, wish?: string) => {
  if (act != "o") hide();
  try {
    const lines = await ask(act, wish);
    const before = allowed();
    const asks = carryOut(lines);
    if (!asks) hide();
    else if (!notice.isConnected) show(standing);
    if (act != "o") say(C.x[1]);
    follow(before);
  } catch (error) {
    giveUp(error);
  }
  return state();
};
