// The engine: consent-core as WebAssembly, one function from text to text. The lines are described beside the engine.

/** The function, and what travels in the same file: policy, and the second layer's skeleton and style. */
type Engine = [answer: (request: string) => string, tree: Markup, style: string];

let loading: Promise<Engine> | undefined;

const engine = (): Promise<Engine> => (loading ||= loadEngine());

const loadEngine = async (): Promise<Engine> => {
  const [url, integrity] = C.e;
  const module = await WebAssembly.compile(await (await fetch(url, { integrity })).arrayBuffer());
  const text = (bytes: BufferSource) => new TextDecoder().decode(bytes);
  const [policy, tree, style] = JSON.parse(text(WebAssembly.Module.customSections(module, "site")[0]));
  // The module calls nothing; what the generator lists is only there to be started.
  const imports: any = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) imports[from] = { [name]() {} };
  const { answer, memory, __wbindgen_malloc } = (await WebAssembly.instantiate(module, imports)).exports as any;
  const put = (text: string): [number, number] => {
    const bytes = new TextEncoder().encode(text);
    const at = __wbindgen_malloc(bytes.length, 1);
    new Uint8Array(memory.buffer).set(bytes, at);
    return [at, bytes.length];
  };
  // Nothing is freed: a page view asks a few times, and the module's memory goes with the page.
  return [(request) => text(new Uint8Array(memory.buffer, ...answer(...put(policy), ...put(request)))), tree, style];
};

const seconds = () => Math.floor(Date.now() / 1000);

/** Asks the engine: "o" at the start of a page view, else the letter of an act. */
const ask = async (verb: string, wish = ""): Promise<string[]> => {
  const [answer] = await engine();
  const id = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const { hostname, pathname, protocol } = location;
  const lines = answer(
    [
      verb,
      seconds(),
      id.replace(/\+/g, "-").replace(/\//g, "_").slice(0, 22),
      hostname,
      pathname,
      protocol + isSecureContext + (navigator as any).globalPrivacyControl,
      (mirror() || "").replace(/\s/g, ""),
      keys("localStorage"),
      keys("sessionStorage"),
      wish,
      cookies(),
    ].join("\n"),
  ).split("\n");
  if (!lines[1]) throw "no answer";
  return lines;
};
