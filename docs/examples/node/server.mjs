// A site's own backend in plain Node (18 or newer, no dependency) that keeps to what its visitors decided.
//
//   cp -r public/consent/backend .
//   node server.mjs
//
// PORT, CONSENT_SERVER (where receipts are verified) and CONSENT_SITE may be set.

import { createServer } from "node:http";
import { readConsent } from "./backend/consent.mjs";

const { PORT = "3000", CONSENT_SERVER = "http://127.0.0.1:8090", CONSENT_SITE } = process.env;

/** Asks the consent server whether a receipt is genuine: signature, log and proof. */
const verify = async (receipt) => {
  const response = await fetch(`${CONSENT_SERVER}/v1/verify`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ receipt, site: CONSENT_SITE }),
    signal: AbortSignal.timeout(2000),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return response.json();
};

const body = async (request) => {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    if ((length += chunk.length) > 65536) throw new Error("the receipt is too long");
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString());
};

const server = createServer(async (request, response) => {
  // Offline, in some microseconds: no request leaves for it.
  const consent = readConsent(request.headers.cookie, { gpc: request.headers["sec-gpc"] === "1" });

  if (request.method === "POST" && request.url === "/proof") {
    try {
      const { verdict, fields, findings } = await verify(await body(request));
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ verdict, act: fields?.record?.act, findings: findings.map(({ rule }) => rule) }));
    } catch (fault) {
      response.statusCode = 502;
      response.end(`cannot be verified now: ${fault.message}\n`);
    }
    return;
  }

  // The session is necessary; what measures is set only where it is granted.
  const cookies = ["session=1; Path=/; HttpOnly; SameSite=Lax"];
  if (consent.allows("google-analytics")) cookies.push("FPID=1; Path=/; HttpOnly; SameSite=Lax");
  response.setHeader("set-cookie", cookies);
  // The page differs by visitor, so that no shared cache may give it to another.
  response.setHeader("cache-control", "private");
  response.setHeader("vary", "Cookie");
  response.end(`${consent.state}: analytics ${consent.allows("analytics") ? "may" : "may not"} measure this visit\n`);
});

server.listen(Number(PORT), "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
