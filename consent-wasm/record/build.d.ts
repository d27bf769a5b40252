/** What `consent build` puts in place: where decisions are recorded, with an empty server where they are not. */
declare const __RECORD__: [server: string, site: string];
