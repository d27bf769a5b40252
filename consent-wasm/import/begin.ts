// Takes over what the visitor answered to another system: consent-core reads it as WebAssembly, and what it says is
// written here. The engine, which comes next, then finds a decision as if it had been made here.

const [policy, imports] = __SITE__;

/** 32 bytes as text. */
const base64url = (bytes: ArrayBuffer) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .slice(0, 43);

export default async ([C, cookies, ours, writeCookie, storage, mirror, until, isTheirs]: Arrival) => {
  const [, , keys, notice] = C.i!;
  const { a: reply, m: memory, n: place } = (await WebAssembly.instantiate(await compiled)).exports as any;

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
  const stored = [...kept("localStorage"), ...kept("sessionStorage")];
  const request = [
    Math.floor(Date.now() / 1000).toString(36),
    random(),
    location.hostname,
    location.protocol + gpc,
    cookies(),
    ...stored,
  ];
  const found = reply(...put(policy), ...put(imports), ...put(request.join("\n")));
  const [string, assignment, from] = new TextDecoder().decode(new Uint8Array(memory.buffer, ...(found as [number, number]))).split("\n");
  // Of what was read only the digest stays, in the record; insecure contexts have none.
  const left = [...cookies().split(/; */).filter(isTheirs), ...stored].join("\n");
  const digest = string && (await crypto.subtle?.digest("SHA-256", new TextEncoder().encode(left)));
  // From here on nothing waits, so that no other tab and no act of the visitor comes between.
  if (performance.now() > until || ours()[0] || mirror() || mirror("-imported") !== null) return;
  // The mark comes first: whatever follows, it happens once on this device.
  const mark = C.k + "-imported";
  storage("localStorage", (local) => local.setItem(mark, "1"));
  if (!mirror("-imported") || !string) return;
  writeCookie(assignment);
  // Where it did not stick the visitor is asked; the mirror is left to the engine, which thereby carries out the rest.
  if (!notice || !ours().includes(string)) return;
  const source = "import" + (digest ? `.${from}.${base64url(digest)}` : "");
  const line = [random(), Date.now(), string, source, notice, C.g, gpc].join(" ");
  const queue = C.k + "-queue";
  storage("localStorage", (local) => local.setItem(queue, [...(local.getItem(queue) || "").split("\n").slice(-19), line].join("\n")));
};
