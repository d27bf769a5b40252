/** What `consent build` puts in place: the module, one character a byte. */
declare const __WASM__: string;

/** The policy, and whose answers are taken over, both in their compact forms. */
declare const __SITE__: [policy: string, imports: string];
