// What both scripts of the page know: the site's constants, and what the loader hands to the engine.

/** A text, or a tag with attributes and children: markup that is built with createElement, never parsed. */
type Markup = string | [tag: string, attributes: Record<string, string> | 0, ...children: Markup[]];

/** A call to another tool: its global, the way to reach it (0 set, 1 push each, 2 push arguments, 3 call if there), its arguments. */
type Call = [global: string, way: 0 | 1 | 2 | 3, args: unknown[]];

/** A module and its digest. */
type Fetched = [url: string, integrity: string];

/** Why something is held, and the name that decides. */
type Held = { reason: "unnamed" | "unknown" | "unasked" | "refused" | "granted"; name?: string };

/** What changes: names of categories and services, each granted or not. */
type Wish = [name: string, granted: boolean][];

/** The names are short because they travel with every page view. */
interface Constants {
  /** Name of the consent cookie, and of its mirror in local storage. */
  k: string;
  /** Fingerprint of the policy. */
  p: string;
  /** How long a decision holds, in seconds. */
  m: number;
  /** Categories in the policy's order, `necessary` first. */
  c: string[];
  /** Services in the policy's order, each with the index of its category. */
  s: [id: string, category: number][];
  /** 1 when a visitor without a decision is asked. */
  a: 0 | 1;
  /** Only in a loader for regimes: 1 when a visitor without a decision is informed; 1 when the law names the way back;
   * and for regions, the file that holds there, empty for this one, and how strict it is, from 0 (a notice) to 3 (opt-in). */
  n?: 1;
  o?: 1;
  r?: [regions: string, file: string, strictness: number][];
  /** Language of this file. */
  g: string;
  /** Only in a loader of several languages: by tag this file in the site's other languages, and empty for its own. */
  l?: Record<string, string>;
  /** The engine and its digest. */
  e: Fetched;
  /** How other systems mark elements: attribute, prefix of its words, their words in ours (0: a service's name). */
  w: [attribute: string, prefix: string, words: Record<string, string> | 0][];
  /** Only in a loader for the IAB's frameworks: what makes the strings; the platform's number and version, the vendor
   * list's version, GPP's sections as `7:usnat`, and whether there is TCF and a US Privacy string. */
  b?: [strings: Fetched, cmpId: number, cmpVersion: number, list: number, sections: string[], tcf: boolean, usp: boolean];
  /** Only in a loader for content of others: what puts up placeholders for it. */
  h?: Fetched;
  /** What other tools are told: at the start, and when a decision is known. */
  t: [start: Call[], known: Call[]];
  /** Markup of the host, the notice, the way back, and the status line. */
  u: [host: Markup, notice: Markup, reopen: Markup, status: Markup];
  /** Style of the first layer. */
  y: string;
  /** The edge of the window at which the page keeps room for the first layer: top, bottom or none. */
  d: string;
  /** Where answers given to other systems are taken over: the script, their cookies' names and keys of storage (`*` for
   * any ending), and the digest of this language's notice, empty where decisions are not recorded. */
  i?: [script: Fetched, cookies: string[], keys: string[], notice: string];
}

/** What the IAB's strings say; `page_json` in the core's `strings::tell` describes it. */
interface Told {
  tc?: any;
  gpp?: any;
  usp?: string;
}

/** A decision as the loader reads it. */
interface Current {
  /** Names of the granted categories and services. */
  on: Set<string>;
  /** Decided at, in seconds. */
  at: number;
  act: string;
  id: string;
}

type StorageName = "localStorage" | "sessionStorage";

/** What the loader hands to the engine, in this order: both are minified by themselves, so nothing goes by name. */
type Page = [
  constants: Constants,
  shadow: ShadowRoot,
  build: (markup: Markup) => Node,
  adopt: (style: string) => CSSStyleSheet,
  complain: (...what: unknown[]) => void,
  cookies: () => string,
  ours: () => string[],
  writeCookie: (assignment: string) => void,
  storage: <T>(name: StorageName, use: (storage: Storage) => T) => T | undefined,
  mirror: (more?: string) => string | null | undefined,
  read: (string: string) => Current | undefined,
  allowed: () => Set<string>,
  settle: (
    standing: string,
    known: Current | undefined,
    granted: Set<string>,
    /** Why the visitor must be asked, in words; empty at the first time. */
    asks: string | undefined,
    /** What a screen reader says of it. */
    said: string | undefined,
    /** What other tools are told first. */
    first: Call[],
    /** Whether the page is about to load again. */
    reloads: unknown,
  ) => void,
  decide: (act: string, wish?: Wish | Element) => Promise<unknown>,
  fetchModule: (module: Fetched) => Promise<any>,
  state: () => any,
  /** Names of what has run in this page view. */
  ran: Set<string>,
];

/** What the loader hands to the script that takes over other systems' answers. */
type Arrival = [
  constants: Constants,
  cookies: () => string,
  ours: () => string[],
  writeCookie: (assignment: string) => void,
  storage: Page[8],
  mirror: Page[9],
  /** Until when it may write anything, by performance.now(): the visitor is asked then. */
  until: number,
  /** Whether a cookie is one that an earlier system leaves. */
  isTheirs: (pair: string) => boolean,
];

/** What the loader hands to the script of the placeholders. */
type Gate = [
  /** Held elements with a place in the page, and those that were. */
  places: () => HTMLElement[],
  conditions: (element: HTMLElement) => string[],
  heldBecause: (names: string[]) => Held | undefined,
  /** What has run. */
  done: WeakSet<Element>,
  runHeld: (element: HTMLElement) => Promise<void>,
  decide: Page[13],
  build: Page[2],
  complain: Page[4],
  /** Says a sentence to screen readers. */
  say: (text: string) => void,
  /** The first layer's style, which has the colours, the buttons and the focus. */
  sheet: CSSStyleSheet,
];

/** The site's own part of the engine. */
type Site = [
  policy: string,
  /** The second layer's skeleton, and its style. */
  tree: Markup,
  style: string,
  /** Script, module and notice of the banner. */
  banner: [script: string, module: string, notice: string],
  /** Why the visitor is asked again. */
  reasons: Record<string, string>,
  /** Said to screen readers: the choice is saved. */
  saved: string,
  /** The script of the record. */
  recorder: Fetched,
  /** The digest of this language's notice; empty where decisions are not recorded. */
  notice: string,
  /** What other tools are told when something is taken back. */
  withdrawal: Call[],
  /** 1 when the page reloads after something that ran has been taken back. */
  reload: 0 | 1,
];

/** What the engine answers with. */
type Engine = [
  /** Reads the visitor's state ("o"), or carries out one act. */
  decide: (act: string, wish?: Wish | Element) => void,
  /** Opens the second layer, as a dialog or inside an element; or only fetches what it needs, on intent. */
  preferences: (opens: boolean | Element) => Promise<void>,
  /** Has a part of the record's script do its work. */
  record: (part: number, ...what: unknown[]) => Promise<any>,
];
