// Carries out the engine's answer, line by line; what follows from it is the loader's.

const answer = async (act: string, wish?: string) => {
  const lines = await ask(act, wish);
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
  settle(standing, read(string), granted, asks, act == "o" ? undefined : saved);
};
