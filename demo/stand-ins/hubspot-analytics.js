// HubSpot's analytics: tracks by default, and obeys the consent that its banner script has been told.

const shared = (window.__hubspotStandIn ||= { ready: false, consent: null, stopped: false });

takeOver((window._hsq ||= []), ([command, ...rest]) => {
  if (!["doNotTrack", "trackApproveCookieConsent", "trackDeclineCookieConsent", "trackRevokeCookieConsent"].includes(command)) return;
  tell(command, ...rest);
  if (command !== "doNotTrack") return;
  shared.stopped = !rest[0]?.track;
  for (const cookie of me.cookies) remove(cookie.name);
  if (shared.stopped) document.cookie = `__hs_do_not_track=yes; path=/; domain=${widest()}; max-age=15552000; samesite=Lax`;
  else remove("__hs_do_not_track");
});

let reported = false;
const may = () => {
  const allowed = shared.ready && !shared.stopped && (shared.consent?.analytics ?? window.disableHubSpotCookieBanner === true);
  if (allowed && !reported) {
    reported = true;
    for (const place of me.pings) ping(place);
  }
  return allowed;
};
shared.write = keepWriting(may);
