// What the browser has stored under our name.

const cookies = (): string => {
  const text = get("cookie");
  return typeof text == "string" ? text : "";
};

const writeCookie = (assignment: string) => Reflect.set(documentPrototype, "cookie", assignment, document);

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

/** What is kept in local storage under our name, or under one that begins with it. */
const mirror = (more = "") => storage("localStorage", (local) => local.getItem(C.k + more));

const read = (string: string) => current(string, C, Math.floor(Date.now() / 1000));
