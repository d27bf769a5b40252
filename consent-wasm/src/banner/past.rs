//! What the visitor has chosen so far, as the record tells it.

use std::rc::Rc;

use consent_core::notice::{Notice, Texts};
use yew::AttrValue;
use yew::html::ImplicitClone;

use super::words::{address, word};

/// What the visitor has chosen so far, and what has just been done about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// Whether these are all: the record may not answer, and then they are those that the browser knows.
    pub complete: bool,
    /// The newest first.
    pub choices: Rc<[PastChoice]>,
    /// What is said of what was just done.
    pub said: Option<Said>,
}

/// One choice. What is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastChoice {
    /// When, in the visitor's words.
    pub when: AttrValue,
    /// When, in ISO 8601.
    pub time: AttrValue,
    /// The act, by its word in a record: `accept-all`.
    pub act: AttrValue,
    /// Whether the record has it.
    pub recorded: bool,
    /// Names of the categories that were granted; nothing where only the record knows.
    pub granted: Option<Vec<AttrValue>>,
    /// The language of the text that was shown, in the visitor's words.
    pub language: AttrValue,
    /// The digest of that text.
    pub digest: AttrValue,
    /// Where that text is.
    pub address: AttrValue,
    /// The record's id.
    pub id: AttrValue,
}

/// What is said of what was just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// The record is erased.
    Erased,
    /// It did not work.
    Failed,
}

/// What a visitor may do about the record, given to `on_past`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PastPress {
    /// See it: the record has not been asked yet.
    Open,
    /// Take it along.
    Download,
    /// Have it erased; the visitor has been asked, and means it.
    Erase,
}

impl Past {
    /// Reads what the page's record script writes: whether these are all, then a line for each choice with tabs between
    /// its parts. What it says of itself is one word.
    #[must_use]
    pub fn parse(rows: &str, said: &str) -> Self {
        let mut lines = rows.lines();
        let complete = lines.next() == Some("true");
        Self {
            complete,
            choices: lines.map(PastChoice::parse).collect(),
            said: match said {
                "erased" => Some(Said::Erased),
                "failed" => Some(Said::Failed),
                _ => None,
            },
        }
    }
}

impl ImplicitClone for Past {}

impl PastPress {
    /// Returns the word by which the page's record script knows it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Download => "download",
            Self::Erase => "erase",
        }
    }
}

impl PastChoice {
    fn parse(line: &str) -> Self {
        let mut parts = line.split('\t');
        let mut part = || parts.next().unwrap_or_default();
        Self {
            when: word(part()),
            time: word(part()),
            act: word(part()),
            recorded: part() == "true",
            granted: part().strip_prefix('=').map(|names| {
                names
                    .split(',')
                    .filter(|name| !name.is_empty())
                    .map(word)
                    .collect()
            }),
            language: word(part()),
            digest: word(part()),
            // The record's own address; what is none is no link.
            address: address(part()).unwrap_or_default(),
            id: word(part()),
        }
    }

    /// Says what the visitor did.
    pub(super) fn told<'a>(&'a self, notice: &'a Notice) -> &'a str {
        act(&notice.texts, &self.act)
    }

    /// Names what was granted, where that is not all or nothing; each by itself, because colons and commas are not the
    /// same in every language.
    pub(super) fn names<'a>(&'a self, notice: &'a Notice) -> Vec<&'a str> {
        let Some(granted) = self.granted.as_ref().filter(|_| self.act == "chosen") else {
            return Vec::new();
        };
        let names: Vec<&str> = granted.iter().filter_map(|id| name(notice, id)).collect();
        if names.is_empty() {
            return vec![&notice.texts.past_nothing];
        }
        names
    }

    /// The first characters of the digest: enough to tell two texts apart.
    pub(super) fn version(&self) -> &str {
        self.digest.get(..8).unwrap_or_default()
    }
}

/// What an act is called; an act that is not known is told by its own word.
fn act<'a>(texts: &'a Texts, act: &'a str) -> &'a str {
    match act {
        "accept-all" => &texts.act_accept_all,
        "reject-all" => &texts.act_reject_all,
        "chosen" => &texts.act_chosen,
        "insisted" => &texts.act_chosen,
        "withdrawn" => &texts.act_withdrawn,
        "signal" => &texts.act_signal,
        "imported" => &texts.act_imported,
        other => other,
    }
}

/// What a category is called now; one that is gone is told by its own name. What is always on was no choice.
fn name<'a>(notice: &'a Notice, id: &'a str) -> Option<&'a str> {
    match notice.categories.iter().find(|category| category.id == id) {
        Some(category) if category.fixed => None,
        Some(category) => Some(&category.name),
        None => Some(id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_choice_and_what_is_missing_is_empty() {
        let rows = "true\n22 nov. 2026 14:03\t2026-11-22T13:03:00.000Z\tchosen\ttrue\t=necessary,analytics\tsvenska\tabcdefghijk\thttps://r.se/x\tid\nx";
        let past = Past::parse(rows, "");
        assert!(past.complete && past.said.is_none());
        let [first, second] = &*past.choices else {
            panic!("{past:?}")
        };
        assert_eq!(first.granted, Some(vec!["necessary".into(), "analytics".into()]));
        assert_eq!(
            (first.version(), &*first.address, &*first.id),
            ("abcdefgh", "https://r.se/x", "id")
        );
        assert_eq!(
            (&*second.when, &second.granted, second.recorded),
            ("x", &None, false)
        );
        assert_eq!(second.version(), "");
    }

    #[test]
    fn nothing_is_nothing_and_a_script_is_no_address() {
        assert!(Past::parse("", "").choices.is_empty() && Past::parse("true", "").choices.is_empty());
        assert_eq!(Past::parse("", "erased").said, Some(Said::Erased));
        let past = Past::parse("false\n\t\tsignal\tfalse\t=\t\t\tjavascript:alert(1)\t", "failed");
        assert_eq!((past.complete, past.said), (false, Some(Said::Failed)));
        assert_eq!(past.choices[0].address, "");
        assert_eq!(past.choices[0].granted, Some(Vec::new()));
    }
}
