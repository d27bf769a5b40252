// The one thing the loader understands by itself: a current, unexpired consent string for exactly this policy. Everything
// else is the engine's. The rules are those of WIRE.md; a generated test holds both to the same answers.

function current(text: string, policy: Pick<Constants, "p" | "m" | "c" | "s">, now: number): Current | undefined {
  const { p, m, c, s } = policy;
  const parts = /^1\.([\w-]{8})\.([\w-]+)\.(0|[1-9a-z][0-9a-z]{0,7})\.([arcwsio])\.([\w-]{21}[AQgw])(?:\.([\w-]*[B-Za-z\d_-]))?$/.exec(text);
  if (!parts || text.length > 160) return;
  const [, fingerprint, grants, time, act, id, exceptions = ""] = parts;
  const bits = (text: string) => {
    const all: number[] = [];
    for (let i = 0; i < text.length * 6; i++) {
      const code = text.charCodeAt(i / 6);
      const six = code > 96 ? code - 71 : code > 94 ? 63 : code > 64 ? code - 65 : code > 45 ? code + 4 : 62;
      all.push((six >> (5 - (i % 6))) & 1);
    }
    return all;
  };
  const switched = bits(grants);
  const excepted = bits(exceptions);
  const at = parseInt(time, 36);
  const has = (category: number) => !category || !!switched[category - 1];
  const on = new Set(c.filter((_, index) => has(index)));
  s.forEach(([name, category], index) => has(category) != !!excepted[index] && on.add(name));
  const least = 1 + s.filter(([, category]) => !category).length;
  if (
    fingerprint != p ||
    grants.length != (Math.ceil((c.length - 1) / 6) || 1) ||
    switched.some((bit, index) => bit && !c[index + 1]) ||
    excepted.some((bit, index) => bit && !s[index]?.[1]) ||
    at > now + 86400 ||
    now >= at + m ||
    (act == "a" && on.size < c.length + s.length) ||
    (/[rw]/.test(act) && on.size > least)
  )
    return;
  return { on, at, act, id };
}
