//! Where the visitor stands, and what an app can do about it.

use consent_core::decision::Act;
use wasm_bindgen::JsValue;
use web_sys::js_sys::{Object, Reflect};

use super::api::{Api, State};

/// Where the visitor stands, as `status` of `window.consent.state()` says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Consent's script has not come yet; where the page has no tag, it never does.
    #[default]
    Unknown,
    /// The visitor has not been asked, or not answered.
    Unasked,
    /// A decision holds.
    Decided,
    /// The decision is too old; the visitor is asked again.
    Expired,
    /// The site asks for more than was decided about; the visitor is asked again.
    Outdated,
    /// The engine could not run: nothing is asked, and everything is refused.
    Unavailable,
}

impl Standing {
    fn parse(status: &str) -> Self {
        match status {
            "unasked" => Self::Unasked,
            "decided" => Self::Decided,
            "expired" => Self::Expired,
            "outdated" => Self::Outdated,
            "unavailable" => Self::Unavailable,
            _ => Self::Unknown,
        }
    }
}

/// Where the visitor stood when the component was rendered, and what can be done about it.
///
/// Before Consent's script is there, nothing is granted, and what is asked of it does nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Consent(Option<(Api, State)>);

impl Consent {
    pub(super) const fn new(api: Api, state: State) -> Self {
        Self(Some((api, state)))
    }

    /// Where the visitor stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        self.0
            .as_ref()
            .map_or_else(Standing::default, |(_, state)| Standing::parse(&state.status()))
    }

    /// How the decision that holds was expressed.
    #[must_use]
    pub fn act(&self) -> Option<Act> {
        let (_, state) = self.0.as_ref()?;
        Act::from_letter(&state.act()?)
    }

    /// Whether a category or service of the site's consent.json is granted. An unknown name never is.
    #[must_use]
    pub fn allows(&self, name: &str) -> bool {
        let name = JsValue::from_str(name);
        self.0.as_ref().is_some_and(|(_, state)| {
            [state.services(), state.categories()]
                .iter()
                .any(|grants| Reflect::get(grants, &name).is_ok_and(|granted| granted == true))
        })
    }

    /// Opens the list of choices.
    pub fn open(&self) {
        self.ask(Api::open);
    }

    /// Says yes to everything: for a button of the app's own that says so.
    pub fn accept_all(&self) {
        self.ask(Api::accept_all);
    }

    /// Says no to everything.
    pub fn reject_all(&self) {
        self.ask(Api::reject_all);
    }

    /// Takes everything back.
    pub fn withdraw(&self) {
        self.ask(Api::withdraw);
    }

    /// Answers for one category or service; the others stay as they are. A category takes its services along.
    pub fn set(&self, name: &str, granted: bool) {
        let grants = Object::new();
        // A new object takes any property.
        let _ = Reflect::set(&grants, &name.into(), &granted.into());
        self.ask(|api| api.set(&grants));
    }

    /// What comes of it is told as a change, so that nobody waits for the promise.
    fn ask(&self, what: impl FnOnce(&Api) -> JsValue) {
        if let Some((api, _)) = &self.0 {
            what(api);
        }
    }
}
