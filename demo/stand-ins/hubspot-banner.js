// HubSpot's consent script: carries out `_hsp` commands, and shows HubSpot's own banner unless that is disabled.

const shared = (window.__hubspotStandIn ||= { ready: false, consent: null, stopped: false });
const listeners = [];
const forgotten = [
  "__hs_initial_opt_in", "__hs_opt_out", "__hs_cookie_cat_pref", "__hs_gpc_banner_dismiss",
  "__hs_notify_banner_dismiss", "__hssc", "__hssrc", "__hstc", "__hs_do_not_track", "hubspotutk", "messagesUtk",
];

const inform = (listener) => {
  const categories = { necessary: true, ...shared.consent };
  listener({ allowed: Object.values(categories).every(Boolean), categories, previousCategories: null });
};
const decide = (consent) => {
  shared.consent = consent;
  shared.write?.();
  listeners.forEach(inform);
};

const carryOut = ([command, ...rest]) => {
  tell(command, ...rest.map((given) => (typeof given === "function" ? "function" : given)));
  if (command === "setHubSpotConsent") {
    const { analytics = false, advertisement = false, functionality = false } = rest[0] ?? {};
    decide({ analytics, advertisement, functionality });
  } else if (command === "revokeCookieConsent") {
    forgotten.forEach(remove);
    decide({ analytics: false, advertisement: false, functionality: false });
  } else if (command === "addPrivacyConsentListener") {
    listeners.push(rest[0]);
    if (shared.consent) inform(rest[0]);
  }
};

const ask = () => {
  const banner = document.createElement("div");
  banner.id = "hs-eu-cookie-confirmation";
  banner.setAttribute("role", "dialog");
  banner.setAttribute("aria-label", "HubSpot (stand-in)");
  Object.assign(banner.style, { position: "fixed", insetInline: 0, insetBlockStart: 0, padding: "1rem", background: "#fff", color: "#222", zIndex: 9 });
  banner.append("HubSpot's own banner. ");
  for (const [id, text, granted] of [["hs-eu-confirmation-button", "Accept", true], ["hs-eu-decline-button", "Decline", false]]) {
    const button = document.createElement("button");
    button.id = id;
    button.textContent = text;
    button.onclick = () => {
      write(me.cookies[0], { value: `1:${granted}_2:${granted}_3:${granted}` });
      decide({ analytics: granted, advertisement: granted, functionality: granted });
      banner.remove();
    };
    banner.append(button);
  }
  document.body.append(banner);
};

takeOver((window._hsp ||= []), carryOut);
shared.ready = true;
shared.write?.();
if (!window.disableHubSpotCookieBanner && !read("__hs_cookie_cat_pref")) ask();
