// How the server is asked: without cookies, without the page's address, and not for ever.

/** Its answer and what it says, or nothing when there is none. */
const ask = async (path: string, options: RequestInit = {}): Promise<[answer?: Response, said?: any]> => {
  let answer: Response | undefined;
  try {
    answer = await fetch(server + "/v1/" + path, {
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout?.(2e4),
      ...options,
    });
    return [answer, await answer.json()];
  } catch {}
  return [answer];
};

/** What a path asks for, or nothing. */
const get = async (path: string, query = "") => {
  const [answer, said] = await ask(`${path}?site=${site}${query}`);
  return answer?.ok ? said : undefined;
};
