//! A call to another tool: a template with places for grants, and the same call filled in.

use alloc::string::String;
use alloc::vec::Vec;

use crate::config::Policy;
use crate::decision::Grants;

/// How the page reaches the tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Sets a global to the one argument.
    Set,
    /// Pushes each argument onto a global queue.
    Push,
    /// Pushes one `arguments` object onto a global queue, as `gtag()` does.
    PushArguments,
    /// Calls a global function, if the tool's own script has defined it.
    CallIfThere,
}

/// One argument of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A text.
    Text(&'static str),
    /// A number.
    Number(u32),
    /// Yes or no.
    Bool(bool),
    /// Whether the named category or service is granted, as yes or no.
    IsGranted(String),
    /// The same in the tool's words: the first when granted, the second when not.
    Word(String, &'static str, &'static str),
    /// Several in order.
    List(Vec<Self>),
    /// Several by name.
    Object(Vec<(&'static str, Self)>),
}

/// One call, with places for grants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The global it goes to.
    pub global: &'static str,
    /// How.
    pub way: Way,
    /// With what.
    pub arguments: Vec<Argument>,
}

/// A value with no place left to fill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// A text.
    Text(&'static str),
    /// A number.
    Number(u32),
    /// Yes or no.
    Bool(bool),
    /// Several in order.
    List(Vec<Self>),
    /// Several by name.
    Object(Vec<(&'static str, Self)>),
}

impl Argument {
    /// Fills in the grants.
    #[must_use]
    pub fn fill(&self, policy: &Policy, grants: &Grants) -> Told {
        match self {
            Self::Text(text) => Told::Text(text),
            Self::Number(number) => Told::Number(*number),
            Self::Bool(value) => Told::Bool(*value),
            Self::IsGranted(name) => Told::Bool(grants.allows(policy, name)),
            Self::Word(name, yes, no) => Told::Text(if grants.allows(policy, name) { yes } else { no }),
            Self::List(all) => Told::List(all.iter().map(|one| one.fill(policy, grants)).collect()),
            Self::Object(all) => Told::Object(
                all.iter()
                    .map(|(key, one)| (*key, one.fill(policy, grants)))
                    .collect(),
            ),
        }
    }
}
