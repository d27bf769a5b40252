// The engine's script: everything that only a visitor without a current decision needs, or one who changes it.

export default async (handed: Page): Promise<Engine> => {
  [C, shadow, build, adopt, complain, cookies, ours, writeCookie, storage, mirror, read, allowed, settle, decide, fetchModule, state, ran] = page = handed;
  // A module that cannot be compiled here is told before anything is asked of it.
  await compiled;
  return [answer, preferences, record];
};
