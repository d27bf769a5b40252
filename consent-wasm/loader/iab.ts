// What scripts of the IAB's frameworks ask a page for: __tcfapi (TCF, CMP API 2.2), __gpp (GPP, CMP API 1.1) and __uspapi
// (US Privacy 1.0). Only where the site offers them. The strings come from a module of their own, and are kept.

type Callback = (answer: unknown, success: boolean) => void;

type Ask = (command: unknown, callback: Callback, parameter?: any, version?: unknown) => void;

const [strings, cmpId, cmpVersion, gvlVersion, supportedAPIs, offersTcf, offersUsp] = C.b!;

/** What the strings say of what holds now; nothing while that is being found out. */
let told: Told | undefined;

/** Which of it was told to listeners of TCF, and with which status. */
let heard: Told | undefined;
let eventStatus: string | undefined;

/** What it was made of. */
let madeOf: string | undefined;

let failed = false;
let loaded = false;

/** Whether a layer has been open in this page view, and whether the visitor has answered in it. */
let wasOpen = false;
let acted = false;

/** Answers of the visitor that are being carried out. */
let deciding = 0;

/** What listeners of GPP were told last: the status, what is shown, and whether the strings can be relied on. */
let last = ["loading", "", "not ready"];

let listenerId = 0;
const tcfListeners = new Map<number, Callback>();
const gppListeners = new Map<number, Callback>();

/** Questions that an event answers. */
const waiting: (() => void)[] = [];

/** Whether something is asked; a notice that only informs asks nothing. */
const isOpen = () => (notice.isConnected && !(__REGIMES__ && !C.a)) || !!shadow.querySelector("dialog[open]");

const shown = () => (isOpen() ? "visible" : wasOpen || (!known && C.a) ? "hidden" : "disabled");

const standings = () => [
  failed ? "error" : loaded ? "loaded" : "loading",
  shown(),
  told && !deciding && !isOpen() ? "ready" : "not ready",
];

/** A listener's fault is its own. */
const hear = (callback: Callback, answer: unknown) => {
  try {
    callback(answer, true);
  } catch (error) {
    complain(error);
  }
};

/** Copies, so that nobody changes what the next one hears. */
const tcData = (listenerId?: number) => ({
  ...structuredClone(told?.tc),
  tcfPolicyVersion: 5,
  cmpId,
  cmpVersion,
  gdprApplies: true,
  cmpStatus: failed ? "error" : "loaded",
  eventStatus,
  listenerId,
});

const askTcf: Ask = (command, callback, parameter, version) => {
  if (version && version != 2) callback(null, false);
  else if (command == "ping")
    callback(
      {
        gdprApplies: true,
        cmpLoaded: true,
        cmpStatus: failed ? "error" : "loaded",
        displayStatus: shown(),
        apiVersion: "2.2",
        cmpVersion,
        cmpId,
        gvlVersion,
        tcfPolicyVersion: 5,
      },
      true,
    );
  else if (command == "addEventListener") {
    tcfListeners.set(++listenerId, callback);
    callback(tcData(listenerId), true);
  } else if (command == "removeEventListener") callback(tcfListeners.delete(parameter), true);
  else if (command == "getTCData") {
    if (told) callback(tcData(), true);
    else waiting.push(() => callback(tcData(), true));
  } else callback(null, false);
};

const pingData = () => {
  const [cmpStatus, cmpDisplayStatus, signalStatus] = standings();
  return {
    gppVersion: "1.1",
    cmpStatus,
    cmpDisplayStatus,
    signalStatus,
    supportedAPIs: [...supportedAPIs],
    cmpId,
    sectionList: [],
    applicableSections: supportedAPIs.map((api) => parseInt(api)),
    gppString: "",
    parsedSections: {},
    ...structuredClone(told?.gpp),
  };
};

const gppEvent = (eventName: string, listenerId: number, data: unknown) => ({ eventName, listenerId, data, pingData: pingData() });

const askGpp: Ask = (command, callback, parameter) => {
  const sections: Record<string, any[]> = pingData().parsedSections;
  const [name, field] = (parameter + "").split(".");
  const section = Object.hasOwn(sections, name) ? sections[name] : null;
  if (command == "ping") callback(pingData(), true);
  else if (command == "addEventListener") {
    gppListeners.set(++listenerId, callback);
    callback(gppEvent("listenerRegistered", listenerId, true), true);
  } else if (command == "removeEventListener") callback(gppListeners.delete(parameter), true);
  else if (command == "hasSection") callback(told ? !!section : null, true);
  else if (command == "getSection") callback(section, true);
  else if (command == "getField") callback(section?.find((part) => Object.hasOwn(part, field))?.[field] ?? null, true);
  else callback(null, false);
};

const askUsp: Ask = (command, callback, _, version) => {
  const uspString = told?.usp;
  if (command == "getUSPData" && version == 1 && uspString) callback({ version, uspString }, true);
  else callback(null, false);
};

/** What is offered: its name, where the callback stands in a call, and who answers. */
const offered: [name: string, place: number, ask: Ask][] = [];
if (offersTcf) offered.push(["__tcfapi", 2, askTcf]);
if (supportedAPIs[0]) offered.push(["__gpp", 1, askGpp]);
if (offersUsp) offered.push(["__uspapi", 2, askUsp]);

/** Calls that wait, by name. */
const calls = new Map<string, any[][]>();

/** Takes the functions' places at once, before it is known whether another language's file goes on. What a stub has
 * collected, which answers a call without arguments with it, comes along. */
const offerIab = () => {
  const page = window as any;
  for (const [name, place, ask] of offered) {
    let waits: any[][] | undefined = [];
    try {
      if (typeof page[name] == "function") waits = page[name]();
    } catch {
      waits = undefined;
    }
    if (!Array.isArray(waits)) {
      complain(name, "is somebody else's");
      continue;
    }
    // A stub of GPP gives its listeners their numbers itself.
    for (const { id, callback } of page[name]?.events || []) {
      gppListeners.set(id, callback);
      listenerId = Math.max(listenerId, id);
    }
    const queue = waits;
    calls.set(name, queue);
    page[name] = (...args: any[]) => {
      if (!begun && args.length && args[0] != "ping") queue.push(args);
      else if (typeof args[place] == "function") ask(args[0], args[place], args[place + 1], args[1]);
      return args.length ? undefined : queue;
    };
  }
};

let begun = false;

/** Answers from now on: what waits, the page's scripts, and frames, which find the way by a frame of the right name. */
const beginIab = () => {
  begun = true;
  new MutationObserver(() => change()).observe(shadow, { childList: true, subtree: true, attributeFilter: ["open"] });
  for (const [name, , ask] of offered) {
    const queue = calls.get(name);
    if (!queue) continue;
    for (const args of queue.splice(0)) (window as any)[name](...args);
    addEventListener("message", ({ data, source, origin }) => {
      const isText = typeof data == "string";
      try {
        const { command, parameter, version, callId } = (isText ? data.includes(name) && JSON.parse(data) : data)[name + "Call"];
        const reply: Callback = (returnValue, success) => {
          const answer = { [name + "Return"]: { returnValue, success, callId } };
          source!.postMessage(isText ? JSON.stringify(answer) : answer, { targetOrigin: origin == "null" ? "*" : origin });
        };
        ask(command, reply, parameter, version);
      } catch {}
    });
    if (!(name + "Locator" in window)) {
      const frame = create("iframe") as HTMLIFrameElement;
      frame.name = name + "Locator";
      frame.hidden = true;
      root.append(frame);
    }
  }
};

/** Tells listeners what is different; `sections` are those of GPP that say something else now. */
const change = (sections: string[] = []) => {
  wasOpen ||= isOpen();
  const now = standings();
  const before = last;
  last = now;
  const fire = (event: string, data: unknown) => gppListeners.forEach((callback, id) => hear(callback, gppEvent(event, id, data)));
  // Doubt is told first, and certainty last.
  if (now[2] != before[2] && now[2] != "ready") fire("signalStatus", now[2]);
  if (now[0] != before[0]) fire("cmpStatus", now[0]);
  if (now[1] != before[1]) fire("cmpDisplayStatus", now[1]);
  sections.forEach((section) => fire("sectionChange", section));
  if (now[2] != before[2] && now[2] == "ready") fire("signalStatus", now[2]);

  if (!told || deciding) return;
  const status = isOpen() ? "cmpuishown" : known ? (acted ? "useractioncomplete" : "tcloaded") : undefined;
  waiting.splice(0).forEach((answer) => answer());
  if (told == heard && status == eventStatus) return;
  heard = told;
  eventStatus = status;
  if (status) tcfListeners.forEach((callback, id) => hear(callback, tcData(id)));
};

/** An answer of the visitor is being carried out: what was told before may not hold any more. */
const during = <T>(act: string, decided: Promise<T>): Promise<T> => {
  if (act == "o") return decided;
  deciding++;
  change();
  return decided.finally(() => {
    deciding--;
    change();
  });
};

/** Finds what the strings say of what holds now: as it is kept beside the decision, or made anew. */
const tellIab = async () => {
  const gpc = (navigator as any).globalPrivacyControl === true;
  const granted = [...allowed()].join(" ");
  const of = [strings[0], known && ours()[0], gpc, granted].join(" ");
  if (of == madeOf) return change();
  if (known && (wasOpen || madeOf)) acted = true;
  madeOf = of;
  told = undefined;
  change();
  const kept = mirror("-iab") || "";
  try {
    if (known && kept.startsWith(of + "\n")) told = JSON.parse(kept.slice(of.length));
  } catch {}
  if (!told) {
    try {
      const at = known ? known.at : Math.floor(Date.now() / 1e3);
      const make = (await fetchModule(strings)).default;
      const made = await make([at.toString(36), known?.act, C.g, gpc, granted].join("\n"));
      if (of != madeOf) return;
      told = JSON.parse(made);
      failed = false;
      // Only what belongs to a decision is stored.
      storage("localStorage", (local) => (known ? local.setItem(C.k + "-iab", of + "\n" + made) : local.removeItem(C.k + "-iab")));
    } catch (error) {
      if (of != madeOf) return;
      failed = true;
      complain("no strings of the IAB:", error);
    }
  }
  loaded = true;
  const usp = told?.usp;
  const attributes = `; Path=/; SameSite=Lax${location.protocol == "https:" ? "; Secure" : ""}; Max-Age=`;
  if (!usp && /"usp":"1[^"]+"}$/.test(kept)) writeCookie("usprivacy=" + attributes + 0);
  if (usp && !cookies().split(/; */).includes("usprivacy=" + usp)) writeCookie("usprivacy=" + usp + attributes + C.m);
  change(Object.keys(told?.gpp?.parsedSections || {}));
};
