// What waits to be sent. It lies in local storage, where the engine has put it and every tab sees it; nothing in it says
// anything of the visitor but the decision.

/** Lines that this page was handed: all there is where the browser stores nothing. */
let handed: string[] = [];

/** A decision that could not be sent for so long is given up: the server would not take it any more. */
const LONGEST = 30 * 864e5;

/** What waits, the oldest first, each counted among its visitor's decisions; at most twenty. */
const waiting = (): Line[] => {
  const stored = text("-queue");
  const all = new Map<string, Line>();
  // What is stored has its count already, so it comes last.
  for (const line of [...handed, ...stored.split("\n")]) {
    const fields = line.split(" ") as Line;
    if (LINE.test(line) && +fields[1] > Date.now() - LONGEST) all.set(fields[0], fields);
  }
  const lines = [...all.values()].sort((one, two) => +one[1] - +two[1]).slice(-20);
  let { subject, count } = kept();
  for (const line of lines) {
    const of = subjectOf(line[2]);
    if (line[7]) continue;
    if (of != subject) count = 0;
    subject = of;
    line[7] = "" + ++count;
  }
  const now = lines.map((line) => line.join(" ")).join("\n");
  if (now != stored) {
    put("-queue", now);
    if (now) keep({ subject, count });
  }
  return lines;
};

/** Takes lines out, which are recorded, or never will be. */
const settled = (lines: Line[]) => {
  const is = (line: string) => lines.some(([random]) => line.startsWith(random));
  handed = handed.filter((line) => !is(line));
  put("-queue", text("-queue").split("\n").filter((line) => !is(line)).join("\n"));
};
