// Sends what waits: at once, when the browser is online again, when the page is seen again, and at growing distances.

let running: Promise<unknown> = Promise.resolve();
let timer: ReturnType<typeof setTimeout>;
let tries = 0;
let isSending = false;

const body = (lines: Line[]) => JSON.stringify({ site, events: lines.map(eventOf) });

/** One thing at a time, and one tab; where there are no locks, the ids tell the server what it knows already. */
const alone = (work: () => Promise<unknown>): Promise<unknown> => {
  let outcome: Promise<unknown> | undefined;
  const once = () => (outcome ||= work());
  const turn = running.then(() => navigator.locks.request(C.k + "-queue", once)).catch(once);
  running = turn.catch(() => {});
  return turn;
};

/** Sends a moment later than asked for, so that not all pages come back at once. */
const later = (seconds: number) => {
  clearTimeout(timer);
  timer = setTimeout(flush, seconds * (1e3 + Math.random() * 500));
};

/** For how many seconds the server asked to be left alone; never for more than an hour. */
const rest = () => {
  const seconds = (kept().until! - Date.now()) / 1e3;
  return seconds > 0 && seconds <= 3600 ? seconds : 0;
};

/** Longer each time, five minutes at most. */
const pause = () => Math.min(2 ** tries++, 300);

/** Sends everything that can be sent now. */
const send = async () => {
  const aside = new Set<string>();
  for (;;) {
    const lines = waiting().filter(([random]) => !aside.has(random));
    if (!lines[0]) return aside.size && later(pause());
    if (rest()) return later(rest());
    isSending = true;
    const [answer, said] = await ask("events", { method: "POST", body: body(lines), keepalive: true });
    isSending = false;
    const named = new Map<Line, boolean>(said?.events?.map(({ index, retry }: any) => [lines[index], retry]));
    if (answer?.ok && said?.receipts) {
      tries = 0;
      keepReceipts(said.receipts);
      settled(lines);
      // Until the tab whose turn it is next sees that in its storage too.
      await new Promise((go) => setTimeout(go, 99));
    } else if (answer && answer.status < 500 && (named.size || said?.retry === false)) {
      // A batch is recorded whole or not at all: what it was refused for goes or is put aside, the rest goes again.
      const refused = lines.filter((line) => (named.size ? named.get(line) === false : true));
      lines.forEach((line) => named.get(line) && aside.add(line[0]));
      if (refused[0]) complain("not recorded:", said.detail);
      settled(refused);
      if (!refused[0] && !aside.size) return later(pause());
    } else {
      const after = answer?.headers.get("retry-after") || "";
      keep({ until: Math.min(Date.now() + +after * 1e3 || Date.parse(after) || 0, Date.now() + 36e5) });
      return later(Math.max(rest(), pause()));
    }
  }
};

/** Sends what waits, a line that the page hands over among it. */
const flush = (line?: string) => {
  if (line && !text("-queue").includes(line)) handed.push(line);
  clearTimeout(timer);
  return server ? alone(send) : undefined;
};

let last = "";

/** The page goes: what is not under way already goes along, and stays in the queue until somebody hears an answer. */
const leave = () => {
  const lines = waiting();
  if (isSending || !lines[0] || !server || rest() || body(lines) == last) return;
  last = body(lines);
  navigator.sendBeacon(server + "/v1/events", last);
};

const listen = () => {
  addEventListener("online", () => flush());
  addEventListener("pagehide", leave);
  addEventListener("visibilitychange", () => (document.visibilityState == "hidden" ? leave() : flush()));
};
