// One page view: what is known, what an answer of the engine changes, and what follows from it.

let standing: "unasked" | "decided" | "expired" | "outdated" | "unavailable" = "unasked";

let known: Current | undefined;

/** Names that are granted while nothing is decided. */
let granted = new Set<string>();

let isReady = false;

const isDecided = () => !!known;

/** Names of everything that may run now. */
const allowed = () => (known ? known.on : granted);

const allows = (name: string): boolean => allowed().has(name);

/** Everything that follows from a new state: tell, run, announce. */
const follow = async (before: Set<string>, event: "ready" | "change") => {
  const withdrawn = [...before].filter((name) => !allows(name));
  if (withdrawn.length) tell(C.t[2], false);
  tell(C.t[1], false);
  if (C.r && withdrawn.some((name) => ran.has(name))) {
    // What runs cannot be unloaded; the page can.
    storage("sessionStorage", (session) => session.setItem(REMAINS, "1"), undefined);
    announce(event);
    location.reload();
    return;
  }
  const scanned = scan();
  announce(event);
  await scanned;
  tell(C.t[1], true);
};

/** Carries out the engine's answer, line by line. */
const carryOut = (lines: string[]): { asks: boolean } => {
  let asks = false;
  let string = "";
  granted = new Set();
  known = undefined;
  for (const line of lines) {
    const content = line.slice(1);
    switch (line[0]) {
      case "s":
        standing = content as typeof standing;
        break;
      case "v":
        string = content;
        known = current(content, C, seconds());
        storage("localStorage", (local) => local.setItem(C.k, content), undefined);
        break;
      case "g":
        granted.add(content);
        break;
      case "q":
        asks = true;
        break;
      case "w":
      case "c":
        writeCookie(content);
        break;
      case "l":
        storage("localStorage", (local) => local.removeItem(content), undefined);
        break;
      case "k":
        storage("sessionStorage", (session) => session.removeItem(content), undefined);
        break;
    }
  }
  if (string && !ours().includes(string)) complain("the cookie did not stick");
  return { asks };
};

/** When the engine cannot be had, nothing is asked and everything stays refused. */
const giveUp = (error: unknown) => {
  standing = "unavailable";
  complain("everything stays refused:", error);
  hide();
  ready();
};

const ready = () => {
  if (isReady) return;
  isReady = true;
  offerReopen();
  follow(new Set(), "ready");
};

/** Reads the visitor's state through the engine, and asks if there is none. */
const arrive = async (isShown: boolean) => {
  const before = allowed();
  const { asks } = carryOut(await ask("o"));
  if (asks && !isShown) show(standing);
  else if (!asks) hide();
  if (isReady) follow(before, "change");
  else ready();
};

/** One act of the visitor, or of the page's own code. */
const decide = async (act: string, wish?: string) => {
  hide();
  try {
    const lines = await ask(act, wish);
    const before = allowed();
    carryOut(lines);
    statusLine.textContent = C.x[1];
    hide();
    isReady = true;
    offerReopen();
    follow(before, "change");
  } catch (error) {
    giveUp(error);
  }
  return state();
};
