// What this site's visitors decided, read from a Cookie header on the site's own server. Written by `consent build`; it
// needs Node 18 or another runtime with WebAssembly and node:fs, and nothing else. The engine is the one that the page has.
//
//   import { readConsent } from "./consent.mjs";
//   const consent = readConsent(request.headers.cookie, { gpc: request.headers["sec-gpc"] === "1" });
//   if (consent.allows("analytics")) …

import { readFileSync } from "node:fs";

const beside = (name) => readFileSync(new URL(name, import.meta.url));
const engine = new WebAssembly.Module(beside("engine.wasm"));

const loaded = new Map();

/** A policy's bytes and names. Its lines are described in consent-core/src/config/compact.rs: the seventh has the
 * categories, and those that begin with S the services, each with the index of its category in base 36. */
const load = (name) => {
  if (loaded.has(name)) return loaded.get(name);
  const bytes = beside(name);
  const lines = bytes.toString().split("\n");
  const services = lines
    .slice(7)
    .filter((line) => line[0] == "S")
    .map((line) => line.slice(1).split(" "))
    .map(([category, name]) => ({ name, category: parseInt(category, 36) }));
  const policy = { bytes, categories: lines[6].split(" "), services };
  loaded.set(name, policy);
  return policy;
};

const own = load("policy.txt");

/** The policies that hold in some regions; none for a site that is the same everywhere. */
const elsewhere = new Map();
let regions = "{}";
try {
  regions = beside("regions.json").toString();
} catch (fault) {
  if (fault.code != "ENOENT") throw fault;
}
for (const [region, name] of Object.entries(JSON.parse(regions))) elsewhere.set(region, load(name));

/** The policy for a region: its own, else its country's, else the site's. */
const policyIn = (region) => {
  const code = String(region ?? "").toUpperCase();
  if (!/^[A-Z]{2}(-[A-Z\d]{1,3})?$/.test(code)) return own;
  return elsewhere.get(code) ?? elsewhere.get(code.slice(0, 2)) ?? own;
};

/** Nothing is freed in an instance, so that a new one takes its place when it has grown. */
const LARGEST = 8 << 20;
let instance;

/** Asks the engine; the lines of question and answer are described in consent-wasm/src/engine. */
const ask = (policy, request) => {
  if (!instance || instance.exports.m.buffer.byteLength > LARGEST) instance = new WebAssembly.Instance(engine);
  const { a: answer, m: memory, n: place } = instance.exports;
  const put = (bytes) => {
    const at = place(bytes.length, 1);
    new Uint8Array(memory.buffer).set(bytes, at);
    return [at, bytes.length];
  };
  const [at, length] = answer(...put(policy.bytes), ...put(Buffer.from(request)));
  return Buffer.from(memory.buffer, at, length).toString().split("\n");
};

/** The names that a consent string grants. The engine has judged it already: it is whole, and of this policy. */
const grantedBy = ({ categories, services }, string) => {
  const [, , grants, , , , exceptions = ""] = string.split(".");
  const bit = (text, index) => {
    const six = Buffer.from("AAA" + (text[Math.floor(index / 6)] ?? "A"), "base64url")[2] & 63;
    return (six >> (5 - (index % 6))) & 1;
  };
  const has = (category) => category == 0 || bit(grants, category - 1) == 1;
  const granted = new Set(categories.filter((_, index) => has(index)));
  services.forEach(({ name, category }, index) => {
    if (has(category) != (bit(exceptions, index) == 1)) granted.add(name);
  });
  return granted;
};

const necessary = ({ categories, services }) => new Set([categories[0], ...services.filter(({ category }) => category == 0).map(({ name }) => name)]);

/**
 * Reads where a visitor stands. It never throws: what is broken, hostile or missing is a visitor who has not answered.
 *
 * @param {string | undefined} cookieHeader the request's Cookie header
 * @param {{ gpc?: boolean, now?: number, region?: string }} [options] whether the request says `Sec-GPC: 1`; the time in
 *   milliseconds; where the visitor is, as the page's tag says it (`US-CA`), from a proxy that you trust and from nobody else
 * @returns {{ state: "unasked" | "decided" | "expired" | "outdated", string: string | undefined, allows: (name: string) => boolean }}
 *   `string` is the consent string where one holds; `allows` knows categories and services by name, and no other name
 */
export const readConsent = (cookieHeader, { gpc = false, now = Date.now(), region } = {}) => {
  const policy = policyIn(region);
  let state = "unasked";
  let string;
  let granted = necessary(policy);
  try {
    // A control character would end the line, and can be in no cookie.
    const cookies = String(cookieHeader ?? "").replace(/[\0-\x1f]/g, " ");
    const flags = `https:true${gpc === true}`;
    const seconds = Math.floor(now / 1000).toString(36);
    const answer = ask(policy, ["o", seconds, "", "localhost", "/", flags, "", "", "", "", cookies].join("\n"));
    const said = (mark) => answer.filter((line) => line[0] == mark).map((line) => line.slice(1));
    const [stands] = said("s");
    if (stands) {
      const [held] = said("v");
      granted = held ? grantedBy(policy, held) : new Set([...granted, ...said("g")]);
      [state, string] = [stands, held];
    }
  } catch {
    instance = undefined;
  }
  return { state, string, allows: (name) => granted.has(name) };
};
