// Carries out the engine's answer, line by line; what follows from it is the loader's.

const answer = async (act: string, by: Wish | Element = []) => {
  const button = by instanceof Element && by;
  // Rejecting after a yes is a withdrawal.
  if (act == "r" && "acio".includes(state().act)) act = "w";
  const before = cookies() + mirror();
  const lines = await ask(act, button ? (act == "c" ? wish() : []) : (by as Wish));
  const granted = new Set<string>();
  let standing = "";
  let string = "";
  let asks: string | undefined;
  for (const line of lines) {
    const mark = line[0];
    const content = line.slice(1);
    if (mark == "s") standing = content;
    else if (mark == "v") string = content;
    else if (mark == "g") granted.add(content);
    else if (mark == "q") asks = reasons[standing] || "";
    else if (mark == "l") storage("localStorage", (local) => local.removeItem(content));
    else if (mark == "k") storage("sessionStorage", (session) => session.removeItem(content));
    else if (mark) writeCookie(content);
  }
  if (string) {
    storage("localStorage", (local) => local.setItem(C.k, string));
    if (!ours().includes(string)) complain("the cookie did not stick");
  }
  const event = string && !before.includes(string) && queue(string, act == "o" ? "signal" : button ? (button.closest("[part=preferences]") ? "preferences" : "notice") : "page");
  const known = read(string);
  const now = known?.on || granted;
  const withdrawn = [...allowed()].filter((name) => !now.has(name));
  const reloads = reload && withdrawn.some((name) => ran.has(name));
  settle(standing, known, granted, asks, act == "o" ? undefined : saved, withdrawn[0] ? withdrawal : [], reloads);
  if (reloads) {
    // What runs cannot be unloaded; the page can. Scripts that were alive may write again while it goes away:
    // without the mirror, the next page view asks the engine, which erases that too. Another tab may have put the
    // mirror back by the time it has gone.
    const forget = () => storage("localStorage", (local) => local.removeItem(C.k));
    forget();
    addEventListener("pagehide", forget);
    location.reload();
  } else if (event) record(0, event).catch(() => {});
};
