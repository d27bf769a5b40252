/** What `consent build` puts in place: the site's constants. */
declare const __CONSENT__: Constants;

// What only some sites need: the bundle has a loader for each set of these.

/** Whether answers given to another system are taken over. */
declare const __IMPORT__: boolean;

/** Whether something else than opt-in holds here, or in some regions. */
declare const __REGIMES__: boolean;

/** Whether the site's pages carry other systems' markers. */
declare const __MARKERS__: boolean;

/** Whether the site speaks several languages. */
declare const __LANGUAGES__: boolean;

/** Whether its pages change their language without loading again. */
declare const __LIVE__: boolean;

/** Whether the site offers answers of the IAB's frameworks. */
declare const __IAB__: boolean;

/** Whether content of others stands in the site's pages. */
declare const __EMBEDS__: boolean;
