// What a visitor may do with the record: take it along, and have it erased.

/** Offers everything as a file, and gives it: receipts in full are proof by themselves. */
const take = async () => {
  const found = await receipts();
  const all = {
    site: site || location.hostname,
    subject: subject(),
    exportedAt: new Date().toISOString(),
    complete: !!found,
    choices: choices(found),
    receipts: found || kept().receipts.map(([id, salt, seq, decidedAt, act]) => ({ id, salt, seq, decidedAt: iso(decidedAt), act })),
    waiting: waiting().map(eventOf),
  };
  const href = URL.createObjectURL(new Blob([JSON.stringify(all, null, 2)], { type: "application/json" }));
  (build(["a", { href, download: `consent-${all.site}.json` }]) as HTMLElement).click();
  setTimeout(URL.revokeObjectURL, 6e4, href);
  return all;
};

/** Erases the record, here and on the server. The decision itself goes on holding. */
const erase = async () => {
  let erased = 0;
  await alone(async () => {
    const id = subject();
    if (server && id) {
      const [answer, said] = await ask(`subjects/${id}?site=${site}`, { method: "DELETE" });
      if (!answer?.ok) throw new Error(said?.detail || "the record does not answer");
      erased = said.erased.length;
    }
    handed = [];
    put("-queue", "");
    put("-receipts", "");
  });
  return { erased };
};
