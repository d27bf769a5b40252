//! What a visitor who has not answered meets when a page opens: asked, informed, or only the way to the choices.

use crate::config::{CategoryId, Config, Regime};
use crate::decision::{Act, ConsentId, ConsentState, Grants, Signal};

use super::{Visit, begin};

/// What stands on a page that a visitor without an answer opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a page has the first layer, asking or not, or has it not"
)]
pub enum Opens {
    /// The first layer, and it asks.
    Question,
    /// The first layer, and it informs: it is closed without an answer.
    Information,
    /// Nothing but the way to the choices.
    WayBack,
}

/// The beginning of a first visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Opening {
    /// What stands on the page.
    pub opens: Opens,
    /// What may run meanwhile.
    pub grants: Grants,
    /// Whether the layers say that the browser's signal is honoured, where they have a line for it.
    pub honours_signal: bool,
}

impl Config {
    /// Returns how a first visit begins, under the browser's signal. `consent build` compiles what holds without one
    /// into the loader, which knows how it is under one.
    ///
    /// # Example
    /// ```
    /// # use consent_core::catalogue::Catalogue;
    /// # use consent_core::config::ConfigDraft;
    /// use consent_core::decision::Signal;
    /// use consent_core::visit::Opens;
    ///
    /// # let config = ConfigDraft::from_json(include_str!("../../../demo/sites/ngager/consent.json")).unwrap();
    /// # let config = config.check(&Catalogue::built_in()).unwrap();
    /// assert_eq!(config.opening(Signal::default()).opens, Opens::Question);
    /// ```
    #[must_use]
    pub fn opening(&self, signal: Signal) -> Opening {
        let policy = self.policy();
        let visit = Visit {
            signal,
            ..Visit::default()
        };
        // Nothing is kept, so that any id will do.
        let plan = begin(&policy, &visit, ConsentId::from_bytes([0; 16]));
        let is_informed = match &plan.state {
            // What the signal has decided is said once.
            ConsentState::Decided(decision) => decision.act == Act::Signal,
            _ => self.form.informs || self.regime == Regime::Notice,
        };
        let opens = match (plan.ask, is_informed) {
            (true, _) => Opens::Question,
            (false, true) => Opens::Information,
            (false, false) => Opens::WayBack,
        };
        Opening {
            opens,
            grants: plan.grants,
            honours_signal: signal.gpc && !plan.grants.allows(&policy, CategoryId::ADVERTISEMENT),
        }
    }
}
