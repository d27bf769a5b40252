// The page's interface to Consent: `window.consent`, two events, and the markup that is understood.

/** Names of categories and services, as the site's consent.json has them. */
export type ConsentName = string;

export interface ConsentState {
  /** Where this visitor stands. `unavailable`: the engine could not run, so nothing is asked and everything is refused. */
  status: "unasked" | "decided" | "expired" | "outdated" | "unavailable";
  /** How the decision was expressed: accept all, reject all, chosen, withdrawn, signal, imported. */
  act?: "a" | "r" | "c" | "w" | "s" | "i";
  /** When, in ISO 8601. */
  decidedAt?: string;
  /** Groups one visitor's decisions; exists from the first decision on. */
  id?: string;
  categories: Record<ConsentName, boolean>;
  services: Record<ConsentName, boolean>;
  /** The language of the notice, a BCP 47 tag. */
  language: string;
  /** The fingerprint of the policy that the visitor is asked about. */
  policy: string;
}

export interface ConsentVerdict {
  verdict: "run" | "hold";
  /** Why it is held. `granted`: it asks to run only without that grant. */
  reason?: "unnamed" | "unknown" | "unasked" | "refused" | "granted";
  /** The name that decides. */
  name?: ConsentName;
}

export interface Consent {
  /** Where this visitor stands, now. */
  state(): ConsentState;
  /** Whether a category or service is granted. An unknown name never is. */
  allows(name: ConsentName): boolean;
  /** Why something named like this runs or is held: names as in `data-category`, between spaces or commas. */
  why(names: string): ConsentVerdict;
  /** Opens the second layer. */
  open(): Promise<void>;
  acceptAll(): Promise<ConsentState>;
  rejectAll(): Promise<ConsentState>;
  /** Takes everything back. */
  withdraw(): Promise<ConsentState>;
  /** Answers some names; the others stay as they are. A category takes its services along. */
  set(grants: Record<ConsentName, boolean>): Promise<ConsentState>;
  /** `ready`: the state is known (at once if it is already). `change`: a decision was made. Returns what stops listening. */
  on(event: "ready" | "change", listener: (state: ConsentState) => void): () => void;
  /** Runs `use` with the interface; before the script has loaded, `(window.consent ||= []).push(use)` queues it. */
  push(use: (consent: Consent) => void): void;
}

declare global {
  interface Window {
    consent: Consent;
  }
  interface DocumentEventMap {
    "consent:ready": CustomEvent<ConsentState>;
    "consent:change": CustomEvent<ConsentState>;
  }
}
