// What the browser has stored under our name.

const cookies = (): string => {
  const text = read("cookie");
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
const storage = <T>(name: "localStorage" | "sessionStorage", use: (storage: Storage) => T): T | undefined => {
  try {
    return use(window[name]);
  } catch {}
  return;
};

const mirror = (): string | null | undefined => storage("localStorage", (local) => local.getItem(C.k));

/** Left for the page after a reload: scripts that were alive may have written again while the page went away. */
const REMAINS = C.k + ":remains";

/** The names of what is stored; one with a control character would break the line, and no rule can cover it. */
const keys = (name: "localStorage" | "sessionStorage"): string =>
  storage(name, (storage) => Object.keys(storage).filter((key) => !/[\0-\x1f]/.test(key)).join("\t")) || "";
