import type { Consent } from "./consent.js";

export type * from "./consent.js";

/** Resolves with `window.consent` once it is there; never where the page has no tag. */
export declare const consent: () => Promise<Consent>;
