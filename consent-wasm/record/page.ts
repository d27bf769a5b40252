// What the engine has handed over, and where decisions are recorded.

let C: Page[0];
let build: Page[2];
let complain: Page[4];
let ours: Page[6];
let storage: Page[8];
let mirror: Page[9];
let state: Page[15];

const [server, site] = __RECORD__;

/** Acts by their letter on the wire, as the record names them. */
const ACTS: Record<string, string> = {
  a: "accept-all",
  r: "reject-all",
  c: "chosen",
  w: "withdrawn",
  o: "insisted",
  s: "signal",
  i: "imported",
};
