// What a decision leaves for the record: a line in a queue, before anything else follows from it, since the page may be
// loaded again at once. The record's own script sends it; it is fetched only then.

let recording: Promise<((...what: any[]) => any)[]> | undefined;

/** Has a part of that script do its work. */
const record: Engine[2] = async (part, ...what) =>
  (await (recording ||= fetchModule(recorder).then((script) => script.default(page))))[part](...what);

/** Puts a decision last in the queue, and gives its line; where nothing is recorded, nothing. Twenty are kept. */
const queue = (string: string, source: string): string => {
  if (!notice) return "";
  const line = [random(), Date.now(), string, source, notice, C.g, (navigator as any).globalPrivacyControl].join(" ");
  const key = C.k + "-queue";
  storage("localStorage", (local) => local.setItem(key, [...(local.getItem(key) || "").split("\n").slice(-19), line].join("\n")));
  return line;
};
