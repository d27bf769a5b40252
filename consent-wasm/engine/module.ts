// consent-core as WebAssembly: one function from text to text. The lines are described beside its source.

/** Asks the engine: "o" at the start of a page view, else the letter of an act. */
const ask = async (verb: string, wish: Wish): Promise<string[]> => {
  // A fresh instance each time: nothing is freed in it, and nothing stays. The module asks for nothing, and offers
  // what the bundle names so: the answer, the memory, and a new place in it.
  const { a: reply, m: memory, n: place } = (await WebAssembly.instantiate(await compiled)).exports as any;
  const put = (text: string): [number, number] => {
    const bytes = new TextEncoder().encode(text);
    const at = place(bytes.length, 1);
    new Uint8Array(memory.buffer).set(bytes, at);
    return [at, bytes.length];
  };
  /** One with a control character would break the line, and no rule can cover it. */
  const keys = (name: StorageName) =>
    storage(name, (storage) => Object.keys(storage).filter((key) => !/[\0-\x1f]/.test(key)).join("\t"));
  const { hostname, pathname, protocol } = location;
  const request = [
    verb,
    Math.floor(Date.now() / 1000).toString(36),
    random(),
    hostname,
    pathname,
    protocol + isSecureContext + (navigator as any).globalPrivacyControl,
    (mirror() || "").replace(/\s/g, ""),
    keys("localStorage"),
    keys("sessionStorage"),
    wish.map(([name, granted]) => (granted ? "+" : "-") + name).join(" "),
    cookies(),
  ];
  const found = reply(...put(policy), ...put(request.join("\n")));
  const lines = new TextDecoder().decode(new Uint8Array(memory.buffer, ...(found as [number, number]))).split("\n");
  if (!lines[1]) throw "no answer";
  return lines;
};
