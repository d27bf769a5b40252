// The engine: consent-core as WebAssembly, one function from text to text. The lines are described beside the engine.

interface Engine {
  ask(request: string): string;
  /** The second layer's skeleton and style, which travel in the same file. */
  tree: Markup;
  style: string;
}

let loading: Promise<Engine> | undefined;

/** Whether WebAssembly may run here at all: a strict policy without 'wasm-unsafe-eval' refuses even the empty module. */
const canRun = (): boolean => {
  try {
    return !!new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  } catch {
    return false;
  }
};

const engine = (): Promise<Engine> => (loading ||= loadEngine());

const loadEngine = async (): Promise<Engine> => {
  const [url, integrity] = C.e;
  const response = await fetch(url, { integrity });
  if (!response.ok) throw Error(url + ": " + response.status);
  const module = await WebAssembly.compile(await response.arrayBuffer());
  const text = (bytes: BufferSource) => new TextDecoder().decode(bytes);
  const section = (name: string) => WebAssembly.Module.customSections(module, name)[0];
  // The module calls nothing; what the generator lists for it is only there to be started.
  const imports: WebAssembly.Imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) ((imports[from] ||= {}) as any)[name] = () => {};
  const exports = (await WebAssembly.instantiate(module, imports)).exports as any;
  const put = (bytes: Uint8Array): [number, number] => {
    const at = exports.__wbindgen_malloc(bytes.length, 1);
    new Uint8Array(exports.memory.buffer).set(bytes, at);
    return [at, bytes.length];
  };
  const policy = new Uint8Array(section("policy"));
  return {
    ask(request) {
      const [at, length] = exports.answer(...put(policy), ...put(new TextEncoder().encode(request)));
      const answer = text(new Uint8Array(exports.memory.buffer, at, length));
      exports.__wbindgen_free(at, length, 1);
      return answer;
    },
    get tree() {
      return JSON.parse(text(section("tree")));
    },
    get style() {
      return text(section("style"));
    },
  };
};

const seconds = () => Math.floor(Date.now() / 1000);

/** Asks the engine: "o" at the start of a page view, else the letter of an act. */
const ask = async (verb: string, wish = ""): Promise<string[]> => {
  const { ask } = await engine();
  const id = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const held = mirror() || "";
  const { hostname, pathname, protocol } = location;
  const flags =
    (protocol == "https:" ? "h" : "") + (isSecureContext ? "s" : "") + ((navigator as any).globalPrivacyControl === true ? "g" : "");
  const answer = ask(
    [
      verb,
      seconds(),
      id.replace(/\+/g, "-").replace(/\//g, "_").slice(0, 22),
      hostname,
      pathname,
      flags,
      /^[\w.-]*$/.test(held) ? held : "",
      keys("localStorage"),
      keys("sessionStorage"),
      wish,
      cookies(),
    ].join("\n"),
  );
  if (!answer) throw Error("the engine could not read the page");
  return answer.split("\n");
};
