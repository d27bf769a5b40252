/** What `consent build` puts in place: the site's constants. */
declare const __CONSENT__: Constants;

/** Whether the site's pages carry other systems' markers: the bundle has a loader with and one without. */
declare const __MARKERS__: boolean;
