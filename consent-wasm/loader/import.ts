// What the visitor answered to a consent system that the site had before: taken over once on each device, before the
// visitor would be asked. Only in the loaders of sites that had one.

/** Whether a cookie is one in which such a system leaves something. Names are compared whole. */
const isTheirs = (pair: string) => {
  const [name] = pair.split("=");
  return C.i![1].some((known) => (known.endsWith("*") ? name.startsWith(known.slice(0, -1)) : name == known));
};

/** Whether such a system has left something here that has not been looked at yet. */
const isForeign = () => {
  const holds = (storage: Storage) => C.i![2].some((key) => storage.getItem(key) != null);
  // Nothing is looked at where it could not be noted that it was: there is no mark, and there could be one.
  return (
    mirror("-imported") === null &&
    (cookies().split(/; */).some(isTheirs) || storage("localStorage", holds) || storage("sessionStorage", holds))
  );
};

/** Has the answer taken over. Everything stays held and nothing is shown meanwhile, for three seconds at most; then the
 * visitor stands where the cookies say, and is asked as anybody else if they say nothing. */
const takeOver = async () => {
  const longest = 3e3;
  const until = performance.now() + longest;
  const taken = fetchModule(C.i![0]).then((script) => script.default([C, cookies, ours, writeCookie, storage, mirror, until, isTheirs]));
  await Promise.race([taken, new Promise((go) => setTimeout(go, longest))]).catch(complain);
  if (C.a && !ours()[0] && !mirror()) show("");
  decide("o");
  if (mirror("-queue")) run(2, 0);
};
