// A page that changes its language without loading again. Only in the loaders of sites that say so.

/** Goes on in another language: what a script that comes later, in the page's new language, hands to the first one.
 * What is decided stays decided; what is asked is asked again in that language. */
const become = (next: Constants) => {
  if (next.g == C.g) return;
  const asked = notice.isConnected;
  hide();
  host.remove();
  C = next;
  loading = undefined;
  attach();
  offerReopen();
  if (asked) decide("o");
};

/** Follows the page's language. */
const listen = () => new MutationObserver(speak).observe(root, { attributeFilter: ["lang"] });
