// What the visitor has decided so far: all of it where the server answers, else what this browser knows by itself.

type Choice = {
  decidedAt: string;
  act: string;
  recorded: boolean;
  id?: string;
  categories?: Record<string, boolean>;
  language?: string;
  notice?: string;
  noticeUrl?: string;
  policy?: string;
  source?: string;
};

const iso = (seconds: number) => new Date(seconds * 1e3).toISOString();

const subject = () => subjectOf(ours()[0] || mirror() || "");

/** Receipts in full, or nothing when the server does not answer. */
const receipts = async (): Promise<any[] | undefined> => {
  const id = subject();
  if (!server || !id) return [];
  const found = (await get("subjects/" + id))?.records;
  if (found) {
    keepReceipts(found);
    await watch(found).catch(complain);
  }
  return found;
};

/** The decision that holds, which this page knows best. */
const current = (): Choice[] => {
  const { act, decidedAt, categories, language, policy } = state();
  return act ? [{ decidedAt, act: ACTS[act], recorded: false, categories, language, policy }] : [];
};

/** A decision in the queue. What it granted is read only while it holds; the string has it all. */
const queued = (line: Line): Choice => {
  const [, policy, , time, act] = line[2].split(".");
  return {
    decidedAt: iso(parseInt(time, 36)),
    act: ACTS[act],
    recorded: false,
    id: uuid(line),
    language: line[5],
    notice: line[4],
    policy,
    source: sourceOf(line)[0],
  };
};

const recorded = ({ record }: any): Choice => ({
  decidedAt: iso(record.decidedAt),
  act: record.act,
  recorded: true,
  id: record.id,
  categories: record.categories,
  language: record.language,
  notice: record.notice,
  policy: record.policy,
  source: record.source,
});

const remembered = ([id, , , decidedAt, act]: Short): Choice => ({ decidedAt: iso(decidedAt), act, recorded: true, id });

/** Everything, the newest first. What several sources know is there once, with all that they know. */
const choices = (found: any[] | undefined): Choice[] => {
  const all = new Map<string, Choice>();
  const short = found ? found.map(recorded) : kept().receipts.map(remembered);
  for (const choice of [...current(), ...waiting().map(queued), ...short]) {
    const key = choice.decidedAt + choice.act;
    all.set(key, { ...all.get(key), ...choice });
  }
  return [...all.values()]
    .map((choice) => (choice.notice ? { ...choice, noticeUrl: new URL(`${server}/v1/notices/${choice.notice}?site=${site}`, location.href).href } : choice))
    .sort((one, two) => (one.decidedAt < two.decidedAt ? 1 : -1));
};

const past = async () => {
  const found = await receipts();
  return { id: subject(), complete: !!found, choices: choices(found) };
};
