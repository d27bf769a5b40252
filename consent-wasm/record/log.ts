// Whether the log has grown, or has been written anew: each head that is seen must go on from the one before (RFC 9162,
// section 2.1.4.2).

const joined = async (left: Uint8Array, right: Uint8Array) => new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array([1, ...left, ...right])));

const same = (one: Uint8Array, two: Uint8Array) => one.join() == two.join();

/** Tells whether a tree of `size` leaves and this root begins with one of `before` leaves and that root. */
const continues = async (before: number, was: Uint8Array, size: number, root: Uint8Array, path: Uint8Array[]) => {
  let [older, newer] = [before - 1, size - 1];
  while (older % 2) [older, newer] = [older >> 1, newer >> 1];
  const proof = older ? [...path] : [was, ...path];
  let first = proof[0];
  let second = first;
  for (const hash of proof.slice(1)) {
    if (!newer) return false;
    if (older % 2 || older == newer) {
      first = await joined(hash, first);
      second = await joined(hash, second);
      while (older && !(older % 2)) [older, newer] = [older >> 1, newer >> 1];
    } else second = await joined(second, hash);
    [older, newer] = [older >> 1, newer >> 1];
  }
  return !newer && same(first, was) && same(second, root);
};

/** Holds the newest head among receipts against the one that is kept. The older one stays if it does not hold: it is evidence. */
const watch = async (receipts: any[]) => {
  const heads = receipts.filter(({ inclusion }) => inclusion).map(({ inclusion }) => inclusion.checkpoint.split("\n"));
  const [log, digits, root] = heads.sort((one, two) => two[1] - one[1])[0] || [];
  const size = +digits;
  const { head } = kept();
  if (!size) return;
  if (head && head[0] == log) {
    const [, before, was] = head;
    if (size < before) return;
    const proof = size > before ? (await get("log/consistency", `&from=${before}&to=${size}`))?.proof : [];
    if (!proof) return;
    const holds = size > before ? await continues(before, decoded(was), size, decoded(root), proof.map(decoded)) : root == was;
    if (!holds) return complain("the record was written anew:", head, [log, size, root]);
  }
  keep({ head: [log, size, root] });
};
