// What the page does when a visitor refuses everything, without a page: writes a consent string, reports it, and prints
// the receipt. For trying a consent server out, and to see all that is sent.
//
//   node choose.mjs public/consent http://127.0.0.1:8090 http://localhost:3000 > receipt.json

import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";

const [published, server, origin] = process.argv.slice(2);
const { policy, notices, record } = JSON.parse(readFileSync(`${published}/policy.json`, "utf8"));
const now = Date.now();

// consent-core/WIRE.md, “Consent string”: no category but “necessary” is granted, act “r”.
const bits = "A".repeat(Math.ceil((policy.categories.length - 1) / 6) || 1);
const seconds = Math.floor(now / 1000).toString(36);
const string = ["1", policy.fingerprint, bits, seconds, "r", randomBytes(16).toString("base64url")].join(".");

// “Event”: the id is a UUID of version 7 (RFC 9562), so that the same event sent twice is recorded once.
const [language, notice] = Object.entries(notices)[0];
const time = now.toString(16).padStart(12, "0");
const chance = randomBytes(9).toString("hex");
const id = [time.slice(0, 8), time.slice(8), "7" + chance.slice(0, 3), "8" + chance.slice(3, 6), chance.slice(6)].join("-");
const event = { id, string, notice, language, source: "notice", gpc: false, count: 1, madeAt: now };

const response = await fetch(`${server}/v1/events`, {
  method: "POST",
  headers: { "content-type": "application/json", origin },
  body: JSON.stringify({ site: record.site, events: [event] }),
});
const answer = await response.json();
if (!response.ok) throw new Error(JSON.stringify(answer));
console.log(JSON.stringify(answer.receipts[0], null, 2));
