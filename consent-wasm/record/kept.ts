// What stays in this browser besides the queue: receipts in short, and the newest head of the log.

/** A recorded decision: what finds it again on the server, and what can be said of it without the server. */
type Short = [id: string, salt: string, seq: number | null, decidedAt: number, act: string];

type Kept = {
  /** Whose decisions are counted. */
  subject?: string;
  count: number;
  receipts: Short[];
  /** The newest head of the log that was seen. */
  head?: [log: string, size: number, root: string];
  /** The server is to be left alone until then, in milliseconds. */
  until?: number;
};

/** Receipts that stay. */
const MOST = 50;

const text = (more: string) => mirror(more) || "";

/** Puts a text in its place; an empty one takes the place away. */
const put = (more: string, text: string) =>
  storage("localStorage", (local) => (text ? local.setItem(C.k + more, text) : local.removeItem(C.k + more)));

/** Anybody may have written there, so it is taken only in its own shape. */
const kept = (): Kept => {
  try {
    const found = JSON.parse(text("-receipts"));
    return { ...found, count: found.count >>> 0, receipts: found.receipts.filter((short: any) => short[3] > 0 && short[3] < 1e11) };
  } catch {}
  return { count: 0, receipts: [] };
};

const keep = (change: Partial<Kept>) => put("-receipts", JSON.stringify({ ...kept(), ...change }));

/** Keeps receipts in short, the newest last, and each once. */
const keepReceipts = (receipts: any[]) => {
  const short = receipts.map(({ record, salt, inclusion }): Short => [record.id, salt, inclusion?.seq ?? null, record.decidedAt, record.act]);
  const other = kept().receipts.filter(([id]) => !short.some(([known]) => known == id));
  keep({ receipts: [...other, ...short].sort((one, two) => one[3] - two[3]).slice(-MOST) });
};
