// The page's interface to Consent: `window.consent`, two events, and the markup that is understood.

/** Names of categories and services, as the site's consent.json has them. */
export type ConsentName = string;

export interface ConsentState {
  /** Where this visitor stands. `unavailable`: the engine could not run, so nothing is asked and everything is refused. */
  status: "unasked" | "decided" | "expired" | "outdated" | "unavailable";
  /** How the decision was expressed: accept all, reject all, chosen, withdrawn, signal, imported, or insisted: yes to what the browser's signal denies. */
  act?: "a" | "r" | "c" | "w" | "s" | "i" | "o";
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

/** One decision of this visitor. */
export interface ConsentChoice {
  /** When, in ISO 8601. */
  decidedAt: string;
  act: "accept-all" | "reject-all" | "chosen" | "withdrawn" | "signal" | "imported" | "insisted";
  /** Whether the record has it; it waits for the server otherwise, or the site keeps no record. */
  recorded: boolean;
  /** The record's id, a UUID. */
  id?: string;
  /** What was granted and what was not; missing where only the record knows and does not answer. */
  categories?: Record<ConsentName, boolean>;
  /** The language of the notice, a BCP 47 tag. */
  language?: string;
  /** The digest of the notice, and where the record has its text. */
  notice?: string;
  noticeUrl?: string;
  /** The fingerprint of the policy. */
  policy?: string;
  /** Where it was made: first layer, second layer, the page's own code, a signal of the browser. */
  source?: "notice" | "preferences" | "page" | "signal" | "import";
}

export interface ConsentHistory {
  /** As in the state; exists from the first decision on. */
  id?: string;
  /** Whether this is all there is; `false` when the record did not answer, and the choices are those that this browser knows. */
  complete: boolean;
  /** The newest first. */
  choices: ConsentChoice[];
}

/** What a visitor takes along. */
export interface ConsentExport {
  /** The site's key on the server, or its host. */
  site: string;
  /** As `id` in the state. */
  subject?: string;
  exportedAt: string;
  /** As in the history. */
  complete: boolean;
  choices: ConsentChoice[];
  /** Receipts as the server signed them, proof by themselves; in short where `complete` is `false`. */
  receipts: object[];
  /** Events that have not been sent yet. */
  waiting: object[];
}

export interface ConsentErasure {
  /** How many records are gone. */
  erased: number;
}

export interface Consent {
  /** Where this visitor stands, now. */
  state(): ConsentState;
  /** Whether a category or service is granted. An unknown name never is. */
  allows(name: ConsentName): boolean;
  /** Why something named like this runs or is held: names as in `data-category`, between spaces or commas. */
  why(names: string): ConsentVerdict;
  /** Opens the second layer; inside an element of the page, which gets a shadow root and keeps it, where one is given. */
  open(place?: Element): Promise<void>;
  acceptAll(): Promise<ConsentState>;
  rejectAll(): Promise<ConsentState>;
  /** Takes everything back. */
  withdraw(): Promise<ConsentState>;
  /** Answers some names; the others stay as they are. A category takes its services along. */
  set(grants: Record<ConsentName, boolean>): Promise<ConsentState>;
  /** What this visitor has decided so far. Never fails for want of the record; see `complete`. */
  history(): Promise<ConsentHistory>;
  /** The same with every receipt, and offers it as a JSON file. */
  export(): Promise<ConsentExport>;
  /** Erases the record of this visitor, there and here; the decision itself goes on holding. Fails if the record does not answer. */
  erase(): Promise<ConsentErasure>;
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
