// What the browser has stored under our name.

const cookies = (): string => {
  const text = get("cookie");
  return typeof text == "string" ? text : "";
};

const writeCookie = (assignment: string) => accessor("cookie").set!.call(document, assignment);

/** Every value of the consent cookie; names are compared whole. */
const ours = (): string[] =>
  cookies()
    .split(/; */)
    .filter((pair) => pair.startsWith(C.k + "="))
    .map((pair) => pair.slice(C.k.length + 1));

/** Runs `use` on a storage; no answer where the browser refuses one. */
const storage = <T>(name: StorageName, use: (storage: Storage) => T): T | undefined => {
  try {
    return use(window[name]);
  } catch {}
  return;
};

const mirror = () => storage("localStorage", (local) => local.getItem(C.k));

const read = (string: string) => current(string, C, Math.floor(Date.now() / 1000));
