// What the loader has handed over, and what is the site's own.

let page: Page;
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
let fetchModule: Page[14];
let state: Page[15];
let ran: Page[16];

const [policy, tree, style, [script, wasm, shown], reasons, saved, recorder, notice, withdrawal, reload] = __SITE__;
