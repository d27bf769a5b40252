// The page's Consent for applications that are bundled: it waits for the script that the page's own tag fetches.

/** Resolves with `window.consent` once it is there; never where the page has no tag. */
export const consent = (): Promise<any> =>
  new Promise((use) => ((globalThis as any).consent ||= []).push(use));
