// A social network's script for embedded posts and share buttons: fills the places that the page marked for it.

const places = {
  "facebook-plugins": ".fb-post, .fb-share-button",
  instagram: ".instagram-media",
  "linkedin-embed": ".linkedin-share",
  "pinterest-widgets": "[data-pin-do]",
  tumblr: ".tumblr-share-button",
  "x-embed": ".twitter-tweet, .twitter-share-button",
};
const show = () => {
  for (const place of document.querySelectorAll(places[me.service] ?? "[data-nowhere]")) {
    place.dataset.shownBy = me.service;
  }
};
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
else show();
for (const place of me.pings) ping(place);
