// An event as the server takes it. It is made of its line in the queue alone: each attempt to send it, from whichever
// tab, is the same byte for byte.

type Line = [random: string, madeAt: string, string: string, source: string, notice: string, language: string, gpc: string, count?: string];

const LINE = /^[\w-]{22} \d{13} [\w.-]{20,160} [a-z]{4,11}(\.[\w.-]+)? [\w-]{43} [\w-]{2,35} \w*( \d+)?$/;

/** Bytes in base 64, of either alphabet. */
const decoded = (text: string) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (byte) => byte.charCodeAt(0));

/** A UUID of version 7 (RFC 9562, section 5.7): the time of the act, then what is random. */
const uuid = ([random, madeAt]: Line) => {
  const bytes = [...decoded(random)].map((byte) => (byte + 256).toString(16).slice(1)).join("");
  return ((+madeAt).toString(16).padStart(12, "0") + "7" + bytes.slice(0, 3) + "89ab"[parseInt(bytes[3], 16) & 3] + bytes.slice(4, 19)).replace(
    /(.{8})(.{4})(.{4})(.{4})/,
    "$1-$2-$3-$4-",
  );
};

/** Where the act was made; of an answer that was taken over also from whom, and the digest of what there was. */
const sourceOf = (line: Line) => line[3].split(".");

const eventOf = (line: Line) => {
  const [source, from, sha256] = sourceOf(line);
  return {
    id: uuid(line),
    string: line[2],
    notice: line[4],
    language: line[5],
    source,
    imported: from && { from, sha256 },
    gpc: /^(true|1)$/.test(line[6]),
    count: +line[7]!,
    madeAt: +line[1],
  };
};

/** The visitor's pseudonym, in a consent string. */
const subjectOf = (string: string) => /^1(?:\.[^.]*){4}\.([\w-]{22})(\.|$)/.exec(string)?.[1];
