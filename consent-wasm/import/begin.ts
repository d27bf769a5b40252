// Takes over what the visitor answered to another system: consent-core reads it as WebAssembly, and what it says is
// written here. The engine, which comes next, then finds a decision as if it had been made here.

const [policy, imports] = __SITE__;

export default async ([C, cookies, ours, writeCookie, storage, mirror, until]: Arrival) => {
  const [, , keys, notice] = C.i!;
  const { a: reply, m: memory, n: place } = (await WebAssembly.instantiate(await compiled)).exports as any;
  // From here on nothing waits, so that no other tab and no act of the visitor comes between.
  if (performance.now() > until || ours()[0] || mirror() || mirror("-imported") !== null) return;
  // The mark comes first: whatever follows, it happens once on this device.
  const mark = C.k + "-imported";
  storage("localStorage", (local) => local.setItem(mark, "1"));
  if (!mirror("-imported")) return;

  const put = (text: string): [number, number] => {
    const bytes = new TextEncoder().encode(text);
    const at = place(bytes.length, 1);
    new Uint8Array(memory.buffer).set(bytes, at);
    return [at, bytes.length];
  };
  /** One with a control character would break the line, and no system writes one. */
  const kept = (name: StorageName) =>
    keys
      .map((key) => [key, storage(name, (storage) => storage.getItem(key))])
      .filter(([, value]) => value && !/[\0-\x1f]/.test(value))
      .map((pair) => pair.join("\t"));
  const gpc = (navigator as any).globalPrivacyControl;
  const request = [
    Math.floor(Date.now() / 1000).toString(36),
    random(),
    location.hostname,
    location.protocol + gpc,
    cookies(),
    ...kept("localStorage"),
    ...kept("sessionStorage"),
  ];
  const found = reply(...put(policy), ...put(imports), ...put(request.join("\n")));
  const [string, assignment] = new TextDecoder().decode(new Uint8Array(memory.buffer, ...(found as [number, number]))).split("\n");
  if (!string) return;
  writeCookie(assignment);
  // Where it did not stick the visitor is asked; the mirror is left to the engine, which thereby carries out the rest.
  if (!notice || !ours().includes(string)) return;
  const line = [random(), Date.now(), string, "import", notice, C.g, gpc].join(" ");
  const queue = C.k + "-queue";
  storage("localStorage", (local) => local.setItem(queue, [...(local.getItem(queue) || "").split("\n").slice(-19), line].join("\n")));
};
