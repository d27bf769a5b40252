/** What `consent build` puts in place: the engine's module, one character a byte. */
declare const __WASM__: string;

/** What is the site's own. */
declare const __SITE__: Site;
