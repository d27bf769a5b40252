// Matomo: cookies unless disabled, with a lifetime the site may shorten.

let cookies = true;
let granted = true;
const id = "1.1fff";

const commands = {
  disableCookies: () => {
    cookies = false;
  },
  requireCookieConsent: () => {
    granted = false;
  },
  setCookieConsentGiven: () => {
    granted = true;
  },
  forgetCookieConsentGiven: () => {
    granted = false;
  },
  deleteCookies: () => {
    for (const cookie of me.cookies) remove(cookie.name.replace("{id}", id));
  },
  setVisitorCookieTimeout: (seconds) => {
    me.cookies[0].for = seconds;
  },
  trackPageView: () => {
    me.pings.forEach(ping);
  },
};

takeOver((window._paq ||= []), ([command, ...rest]) => {
  if (!(command in commands)) return;
  if (command !== "trackPageView") tell(command, ...rest);
  commands[command](...rest);
});
keepWriting(() => cookies && granted, { id });
