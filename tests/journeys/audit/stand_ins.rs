//! Banners of hosted systems, whose scripts no registry has: pages with their published ids and classes, in markup of our
//! own, and a small script that keeps the answer in their real cookie. What they do beyond that is not shown here.

use super::other_systems::TAG;
use super::served::Draft;
use super::{Audited, audit};

/// A hosted system's stand-in.
struct StandIn {
    id: &'static str,
    name: &'static str,
    first: &'static str,
    second: &'static str,
    /// What leads back to the choices.
    back: &'static str,
    /// The layer to which it leads.
    leads_to: &'static str,
    /// The cookie that keeps the answer: its name, a yes and a no as the system writes them, shortened.
    cookie: (&'static str, &'static str, &'static str),
}

const ALL: [StandIn; 6] = [
    StandIn {
        id: "cookiebot",
        name: "Cookiebot",
        first: "<div id=\"CybotCookiebotDialog\"><div id=\"CybotCookiebotDialogBody\">
            <button id=\"CybotCookiebotDialogBodyButtonDecline\" data-does=\"no\">Deny</button>
            <button id=\"CybotCookiebotDialogBodyLevelButtonCustomize\" data-does=\"more\">Customize</button>
            <button id=\"CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll\" data-does=\"yes\">Allow all</button></div></div>",
        second: "<div id=\"CybotCookiebotDialogTabContent\">
            <input type=\"checkbox\" id=\"CybotCookiebotDialogBodyLevelButtonStatistics\" aria-label=\"Statistics\">
            <button id=\"CybotCookiebotDialogBodyLevelButtonLevelOptinAllowallSelection\" data-does=\"save\">Allow selection</button></div>",
        back: "<a href=\"javascript:Cookiebot.renew()\">Change your consent</a>",
        leads_to: "second",
        cookie: (
            "CookieConsent",
            "{stamp:%27x%27%2Cnecessary:true%2Cstatistics:true}",
            "{stamp:%27x%27%2Cnecessary:true%2Cstatistics:false}",
        ),
    },
    StandIn {
        id: "onetrust",
        name: "OneTrust",
        first: "<div id=\"onetrust-consent-sdk\"><div id=\"onetrust-banner-sdk\">
            <button id=\"onetrust-pc-btn-handler\" data-does=\"more\">Settings</button>
            <button id=\"onetrust-reject-all-handler\" data-does=\"no\">Reject all</button>
            <button id=\"onetrust-accept-btn-handler\" data-does=\"yes\">Accept all</button></div></div>",
        second: "<div id=\"onetrust-pc-sdk\"><button id=\"accept-recommended-btn-handler\" data-does=\"yes\">Allow all</button>
            <button class=\"ot-pc-refuse-all-handler\" data-does=\"no\">Reject all</button>
            <button class=\"save-preference-btn-handler\" data-does=\"save\">Confirm</button></div>",
        back: "<button id=\"ot-sdk-btn\" class=\"ot-sdk-show-settings\">Cookie settings</button>",
        leads_to: "second",
        cookie: (
            "OptanonConsent",
            "groups=C0001%3A1%2CC0002%3A1",
            "groups=C0001%3A1%2CC0002%3A0",
        ),
    },
    StandIn {
        id: "didomi",
        name: "Didomi",
        first: "<div id=\"didomi-host\"><div id=\"didomi-notice\">
            <button id=\"didomi-notice-learn-more-button\" data-does=\"more\">Learn more</button>
            <button id=\"didomi-notice-disagree-button\" data-does=\"no\">Disagree</button>
            <button id=\"didomi-notice-agree-button\" data-does=\"yes\">Agree</button></div></div>",
        second: "<div id=\"didomi-consent-popup\" class=\"didomi-consent-popup-preferences\">
            <button id=\"btn-toggle-disagree\" data-does=\"no\">Disagree to all</button>
            <button id=\"btn-toggle-agree\" data-does=\"yes\">Agree to all</button>
            <button id=\"btn-toggle-save\" data-does=\"save\">Save</button></div>",
        back: "<a href=\"javascript:Didomi.preferences.show()\">Consent choices</a>",
        leads_to: "second",
        cookie: ("didomi_token", "eyJwdXJwb3NlcyI6eyJlbiI6MX19", "eyJwdXJwb3NlcyI6eyJlbiI6MH19"),
    },
    StandIn {
        id: "hubspot",
        name: "HubSpot's consent banner",
        first: "<div id=\"hs-banner-parent\"><div id=\"hs-eu-cookie-confirmation\"><div id=\"hs-eu-cookie-confirmation-inner\">
            <button id=\"hs-eu-cookie-settings-button\" data-does=\"more\">Cookies settings</button>
            <button id=\"hs-eu-confirmation-button\" data-does=\"yes\">Accept</button>
            <button id=\"hs-eu-decline-button\" data-does=\"no\">Decline</button></div></div></div>",
        second: "<div id=\"hs-modal\"><div id=\"hs-modal-content\">
            <input type=\"checkbox\" id=\"hs-category-toggle-analytics\" class=\"hs-toggle-switch-input\" aria-label=\"Analytics\">
            <button id=\"hs-modal-accept-all\" data-does=\"yes\">Accept all</button>
            <button id=\"hs-modal-save-settings\" data-does=\"save\">Save settings</button></div></div>",
        back: "<button id=\"hs_show_banner_button\">Cookie settings</button>",
        // Its own function shows the banner again.
        leads_to: "first",
        cookie: ("__hs_cookie_cat_pref", "1:true_2:true_3:true", "1:false_2:false_3:false"),
    },
    StandIn {
        id: "cookieyes",
        name: "CookieYes",
        first: "<div class=\"cky-consent-container\"><div class=\"cky-consent-bar\">
            <button class=\"cky-btn cky-btn-customize\" data-cky-tag=\"settings-button\" data-does=\"more\">Customise</button>
            <button class=\"cky-btn cky-btn-reject\" data-cky-tag=\"reject-button\" data-does=\"no\">Reject all</button>
            <button class=\"cky-btn cky-btn-accept\" data-cky-tag=\"accept-button\" data-does=\"yes\">Accept all</button></div></div>",
        second: "<div class=\"cky-modal cky-modal-open\"><div class=\"cky-preference-center\" data-cky-tag=\"detail\">
            <button class=\"cky-btn cky-btn-reject\" data-cky-tag=\"detail-reject-button\" data-does=\"no\">Reject all</button>
            <button class=\"cky-btn cky-btn-preferences\" data-cky-tag=\"detail-save-button\" data-does=\"save\">Save</button>
            <button class=\"cky-btn cky-btn-accept\" data-cky-tag=\"detail-accept-button\" data-does=\"yes\">Accept all</button></div></div>",
        back: "<div class=\"cky-btn-revisit-wrapper\"><button class=\"cky-btn-revisit\">Consent preferences</button></div>",
        leads_to: "second",
        cookie: (
            "cookieyes-consent",
            "consentid:x,consent:yes,action:yes,necessary:yes,analytics:yes",
            "consentid:x,consent:no,action:yes,necessary:yes,analytics:no",
        ),
    },
    StandIn {
        id: "osano",
        name: "Osano",
        first: "<div class=\"osano-cm-window\"><div class=\"osano-cm-dialog\" role=\"dialog\">
            <button class=\"osano-cm-manage\" data-does=\"more\">Manage preferences</button>
            <button class=\"osano-cm-denyAll\" data-does=\"no\">Reject non-essential</button>
            <button class=\"osano-cm-accept-all\" data-does=\"yes\">Accept all</button></div></div>",
        second: "<div class=\"osano-cm-info-dialog\"><div class=\"osano-cm-info\">
            <input type=\"checkbox\" id=\"osano-cm-drawer-toggle--category_ANALYTICS\" aria-label=\"Analytics\">
            <button class=\"osano-cm-save\" data-does=\"save\">Save</button></div></div>",
        back: "<button class=\"osano-cm-widget\">Cookie preferences</button>",
        leads_to: "second",
        cookie: ("osano_consentmanager", "ANALYTICS:ACCEPT", "ANALYTICS:DENY"),
    },
];

const STYLE: &str = "[data-layer] button { font: 600 16px/1.5 sans-serif; width: 220px; height: 48px; border: 0; color: #fff; background: #036; }";

impl StandIn {
    fn host(&self) -> String {
        format!("{}-site", self.id)
    }

    fn script(&self) -> String {
        let (cookie, yes, no) = self.cookie;
        let leads_to = self.leads_to;
        format!(
            "const layers = [...document.querySelectorAll('[data-layer]')];
             const show = (which) => layers.forEach((one) => {{ one.hidden = one.dataset.layer !== which; }});
             const kept = () => document.cookie.split('; ').find((pair) => pair.startsWith('{cookie}='))?.slice({length});
             const tag = () => {{ {TAG} }};
             const box = document.querySelector('[data-layer=second] input');
             const answer = (yes) => {{
               document.cookie = '{cookie}=' + (yes ? '{yes}' : '{no}') + '; path=/; max-age=31536000';
               show(null);
               if (yes) tag();
               else document.cookie = '_ga=; path=/; max-age=0';
             }};
             const does = {{ yes: () => answer(true), no: () => answer(false), more: () => show('second'), save: () => answer(Boolean(box?.checked)) }};
             addEventListener('click', (event) => does[event.target.dataset?.does]?.());
             const back = () => {{ if (box) box.checked = kept() === '{yes}'; show('{leads_to}'); }};
             globalThis.Didomi = {{ preferences: {{ show: back }} }};
             globalThis.Cookiebot = {{ renew: back }};
             document.querySelector('#back > *').addEventListener('click', back);
             if (kept() === '{yes}') tag();
             show(kept() ? null : 'first');",
            length = cookie.len() + 1,
        )
    }

    fn put(&self, draft: &mut Draft) {
        let host = self.host();
        let layers = format!(
            "<div data-layer=\"first\" hidden>{}</div><div data-layer=\"second\" hidden>{}</div><div id=\"back\">{}</div>",
            self.first, self.second, self.back
        );
        draft.script(&host, "/stand-in.js", self.script());
        let head = format!("<style>{STYLE}</style><script defer src=\"/stand-in.js\"></script>");
        draft.page(&host, &head, &layers);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hosted_systems_are_found_by_their_published_names_and_answered() {
    let mut draft = Draft::default();
    for one in &ALL {
        one.put(&mut draft);
    }
    let web = draft.serve().await;
    let pages: Vec<String> = ALL.iter().map(|one| web.url(&one.host())).collect();
    let audited = tokio::task::block_in_place(|| audit(&pages, &[]));
    for (page, one) in pages.iter().zip(&ALL) {
        assert_eq!(audited.site(page)["system"]["id"], one.id);
        assert_eq!(audited.site(page)["system"]["name"], one.name);
        answered_as_meant(&audited, page, one);
    }
    assert_eq!(audited.code, Some(0), "a stand-in that holds its tag is in order");
}

/// The system's own cookie tells that the right button was pressed, the tag's that the page took it so.
fn answered_as_meant(audited: &Audited, page: &str, one: &StandIn) {
    assert_eq!(
        audited.phases_done(page),
        5,
        "{page}: {:#?}",
        audited.site(page)["phases"]
    );
    let both = |cookie| {
        let mut both = vec![cookie, "_ga"];
        both.sort_unstable();
        both
    };
    let cookie = one.cookie.0;
    let expected = [
        ("before", vec![]),
        ("reject", vec![cookie]),
        ("accept", both(cookie)),
        ("withdraw", vec![cookie]),
        ("gpc", vec![]),
    ];
    for (phase, kept) in expected {
        assert_eq!(audited.kept(page, phase), kept, "{page} {phase}");
    }
    assert!(audited.faults(page).is_empty(), "{:#?}", audited.faults(page));
}
