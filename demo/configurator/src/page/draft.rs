//! The text that is being written: the only place where the config is.

use std::rc::Rc;

use yew::prelude::*;

use crate::{Edit, FIRST};

/// The text that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft(pub(super) AttrValue);

/// How it changes.
pub(super) enum Change {
    /// Typed as a whole.
    Written(String),
    /// By the form.
    Edited(Edit),
}

impl Draft {
    pub(super) fn first() -> Self {
        Self(FIRST.into())
    }
}

impl Reducible for Draft {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        Rc::new(Self(match change {
            Change::Written(text) => text.into(),
            Change::Edited(edit) => edit.applied(&self.0).into(),
        }))
    }
}
