//! What the notice says otherwise under another regime, or where the law of a region wants something told.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::compose::Composer;
use super::{Sentence, Texts};
use crate::config::{DeclaredService, Regime};

impl Composer<'_> {
    /// What the way back to the choices is called.
    pub(super) fn way_back(&self) -> Sentence {
        let (form, texts) = (&self.declared.form, self.texts);
        if form.do_not_sell {
            texts.do_not_sell.clone()
        } else if form.opt_out_link {
            texts.opt_out_link.clone()
        } else {
            texts.reopen.clone()
        }
    }

    /// The title and the text of both layers. Where the visitor is asked, nothing closes the notice without an answer,
    /// and no signal has to be told.
    pub(super) fn of_regime(&self, filled: Texts) -> Texts {
        let (title, body) = match self.declared.regime {
            Regime::OptIn => return self.asking(filled),
            Regime::OptOut => (filled.opt_out_title.clone(), filled.opt_out_body.clone()),
            Regime::Notice => (filled.informed_title.clone(), filled.informed_body.clone()),
        };
        Texts {
            title: title.clone(),
            preferences_title: title,
            body: body.clone(),
            preferences_body: body,
            ..filled
        }
    }

    fn asking(&self, filled: Texts) -> Texts {
        let mut added = Vec::new();
        if self.declared.form.profiling_note {
            added.push(filled.profiling_note.to_string());
        }
        let body = self.with_exempt(&joined(&filled.body, &added), |_| true);
        Texts {
            body: body.into(),
            preferences_body: joined(&filled.preferences_body, &added).into(),
            informed_close: Sentence::default(),
            signal_honoured: Sentence::default(),
            ..filled
        }
    }

    /// A text, with the names of those services that run without asking, and that one can object.
    pub(super) fn with_exempt(&self, text: &str, is: impl Fn(&DeclaredService) -> bool) -> String {
        let exempt = &self.declared.form.exempt;
        let services = self.declared.services.iter();
        let names: Vec<&str> = services
            .filter(|service| exempt.contains(&service.id) && is(service))
            .map(|service| service.name.as_str())
            .collect();
        if names.is_empty() {
            return text.into();
        }
        format!(
            "{text} {}: {}",
            self.language.listed(&names),
            &*self.texts.exempt_note
        )
    }

    /// What one service is for, and that one can object where it runs without asking.
    pub(super) fn with_exemption(&self, purpose: &str, service: &DeclaredService) -> String {
        if self.declared.form.exempt.contains(&service.id) {
            format!("{purpose} {}", &*self.texts.exempt_note)
        } else {
            purpose.into()
        }
    }
}

fn joined(text: &str, more: &[String]) -> String {
    more.iter()
        .fold(text.into(), |text, more| format!("{text} {more}"))
}
