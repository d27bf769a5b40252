/** What `consent build` puts in place: the module, one character a byte. */
declare const __WASM__: string;

/** On which terms the site's decisions are told, in the compact form. */
declare const __SITE__: string;
