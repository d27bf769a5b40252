// The engine's script: everything that only a visitor without a current decision needs, or one who changes it.

export default async (page: Page): Promise<Engine> => {
  [C, shadow, build, adopt, complain, cookies, ours, writeCookie, storage, mirror, read, allowed, settle, decide] = page;
  // A module that cannot be compiled here is told before anything is asked of it.
  await compiled;
  return [answer, preferences];
};
