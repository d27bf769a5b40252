/** What `consent build` puts in place: the engine's module, one character a byte. */
declare const __WASM__: string;

/** The site's own: the policy, and the second layer's skeleton and style. */
declare const __SITE__: [policy: string, tree: Markup, style: string];
