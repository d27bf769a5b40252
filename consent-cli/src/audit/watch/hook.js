// Notes which script writes: runs in every frame before the page's own scripts, and passes every write on unchanged.
(() => {
  const tell = globalThis.__consentAudit;
  if (typeof tell !== "function" || globalThis.__consentAuditHooked) return;
  Object.defineProperty(globalThis, "__consentAuditHooked", { value: true });
  const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;
  const stringify = JSON.stringify;
  const place = /((?:https?|blob):[^\s()]+):(\d+):\d+\)?$/;

  /** The innermost script of the page on the stack. */
  const writer = () => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 30;
    const lines = String(new Error().stack).split("\n");
    Error.stackTraceLimit = limit;
    for (const line of lines) {
      const found = place.exec(line);
      if (found) return [found[1], Number(found[2])];
    }
    return [null, null];
  };

  const note = (kind, what) => {
    try {
      const [url, line] = writer();
      tell(stringify({ kind, what: String(what).slice(0, 4096), frame: location.href, url, line }));
    } catch {}
  };

  const wrap = (owner, name, kind, what) => {
    const known = owner && getOwnPropertyDescriptor(owner, name);
    if (!known?.configurable) return;
    const key = known.set ? "set" : "value";
    const native = known[key];
    if (typeof native !== "function") return;
    const noting = { [name](...given) {
      const meant = kind.call(this);
      if (meant) note(meant, what(...given));
      return apply(native, this, given);
    } }[name];
    defineProperty(owner, name, { ...known, [key]: noting });
  };

  const shelf = function () {
    try {
      return this === window.localStorage ? "local" : "session";
    } catch {
      return null;
    }
  };
  wrap(Document.prototype, "cookie", () => "cookie", (text) => text);
  wrap(globalThis.Storage?.prototype, "setItem", shelf, (key) => key);
  wrap(globalThis.IDBFactory?.prototype, "open", () => "indexed", (name) => name);
  wrap(globalThis.CookieStore?.prototype, "set", () => "store", (given, value) =>
    stringify(typeof given === "object" ? { ...given, value: "" } : { name: given }));
})();
