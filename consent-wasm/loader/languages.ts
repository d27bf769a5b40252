// Which language the visitor is spoken to in: that of the page, or else the first of the browser's that the site has.
// Only in the loaders of sites with several languages.

/** Fetches this script in the page's language, and tells whether it is another one than this. */
const speak = () => {
  const tags = (root.lang + "," + navigator.languages).toLowerCase().split(",");
  const tag = tags.flatMap((tag) => [tag, tag.split("-")[0]]).find((tag) => Object.hasOwn(C.l!, tag));
  const url = tag && C.l![tag];
  if (url) {
    const script = create("script") as HTMLScriptElement;
    load(script, "src", url);
    root.append(script);
  }
  return url;
};
