// What the loader has handed over.

let C: Page[0];
let shadow: Page[1];
let build: Page[2];
let adopt: Page[3];
let complain: Page[4];
let cookies: Page[5];
let ours: Page[6];
let writeCookie: Page[7];
let storage: Page[8];
let mirror: Page[9];
let read: Page[10];
let allowed: Page[11];
let settle: Page[12];
let decide: Page[13];

const [policy, tree, style, [script, wasm, shown], reasons, saved] = __SITE__;
