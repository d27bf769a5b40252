//! `consent diff`: what differs between two configs of a site, and who is asked again because of it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use consent_core::catalogue::Catalogue;
use consent_core::config::{AskAgain, Change, Config, Difference, RegionalDifference, Step, What};
use consent_core::notice::Language;
use serde_json::{Value, json};

use super::{Report, language, print};
use crate::backend::Obstacle;
use crate::compare::{other_keys, versions};
use crate::compile::{Form, change_history};
use crate::{Refusal, check};

/// Says what differs between two configs of a site, and whether those who have answered are asked again
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  consent diff old.json consent.json
  git show main:consent.json > /tmp/old.json && consent diff /tmp/old.json consent.json --json
  consent diff old.json consent.json --history changes.md --language en

What a config extends is read beside each of the two.

Exit codes: 0 nobody is asked again, 1 everybody who has answered is, or everybody in some regions, 2 wrong use or a file that cannot be read or written.")]
pub(super) struct Diff {
    /// The config as it was
    #[arg(value_name = "OLD")]
    before: PathBuf,
    /// The config as it is to be
    #[arg(value_name = "NEW")]
    after: PathBuf,
    /// Write the change history for the site's policy page: HTML for a name that ends in .html, else Markdown. It has
    /// the versions of the consent.history.json beside the new config, or the two that are compared
    #[arg(long, value_name = "FILE")]
    history: Option<PathBuf>,
    /// Language of what is said of the changes: the new config's first where it is not given
    #[arg(long, value_name = "TAG", value_parser = language)]
    language: Option<Language>,
    /// Print one JSON object instead of text
    #[arg(long)]
    pub(super) json: bool,
}

impl Diff {
    pub(super) fn run(&self) -> Result<Report, Refusal> {
        let (before, after) = (check(&self.before)?, check(&self.after)?);
        let catalogue = Catalogue::built_in();
        let language = self.language.or_else(|| after.languages.first().copied());
        let Some(language) = language else {
            return Err(Obstacle::new("the new config has no language", "name one in “languages”").into());
        };
        let compared = Compared {
            difference: after.since(&before),
            others: other_keys(&self.before, &self.after)?,
            before: &before,
            after: &after,
            say: &|change| {
                // What is gone is called as the config that had it called it.
                let named = if change.step == Step::Removed {
                    &before
                } else {
                    &after
                };
                change.in_words(language, named, &catalogue)
            },
        };
        if let Some(file) = &self.history {
            let history = versions(&self.after, &before, &after)?;
            let page = change_history(&after, &history, language, form_of(file));
            std::fs::write(file, page).map_err(|error| Refusal::unwritable(file, &error))?;
        }
        Ok(Report {
            is_good: compared.asks_nobody_again(),
            text: if self.json {
                format!("{:#}", compared.as_json())
            } else {
                compared.as_text()
            },
        })
    }
}

fn form_of(file: &Path) -> Form {
    match file.extension().and_then(|kind| kind.to_str()) {
        Some(kind) if kind.eq_ignore_ascii_case("html") => Form::Html,
        _ => Form::Markdown,
    }
}

/// Both configs, and all that is to be said of them.
struct Compared<'a> {
    difference: Difference,
    others: Vec<String>,
    before: &'a Config,
    after: &'a Config,
    say: &'a dyn Fn(&Change) -> String,
}

impl Compared<'_> {
    fn asks_nobody_again(&self) -> bool {
        let mut regions = self.difference.regions.iter();
        self.difference.asks_again.is_none() && regions.all(|there| there.asks_again.is_none())
    }

    fn why(asks_again: Option<&AskAgain>) -> Option<String> {
        Some(match asks_again? {
            AskAgain::OtherQuestion => {
                "they answered another question, and an answer holds only for the question it was given to"
                    .into()
            }
            AskAgain::OtherCookie { before, after } => {
                format!("their answers are kept in the cookie “{before}”, and “{after}” is read now")
            }
            _ => "their answers no longer hold".into(),
        })
    }

    /// A change of the question needs a date of its own, or `consent build` refuses it.
    fn needs_a_date(&self) -> bool {
        !self.difference.changes.is_empty() && self.after.version <= self.before.version
    }

    fn as_text(&self) -> String {
        let mut text = match Self::why(self.difference.asks_again.as_ref()) {
            Some(why) => format!(
                "{} everybody who has answered, because {why}\n",
                print::bad("asked again:")
            ),
            None => format!(
                "{} every answer still holds\n",
                print::good("nobody is asked again:")
            ),
        };
        let prints = [self.before, self.after].map(|config| (config.version, config.policy().fingerprint()));
        let [(old_date, old), (new_date, new)] = prints;
        let _ = writeln!(text, "policy {old} of {old_date}, then {new} of {new_date}");
        if !self.difference.changes.is_empty() {
            let _ = writeln!(text, "\nWhat visitors are asked for:");
        }
        for change in &self.difference.changes {
            let _ = writeln!(text, "  {} {}", mark(change.step), (self.say)(change));
        }
        for there in &self.difference.regions {
            text.push_str(&self.in_regions(there));
        }
        let reworded: Vec<&str> = self.difference.reworded.iter().map(|one| one.code()).collect();
        if !reworded.is_empty() || !self.others.is_empty() {
            let _ = writeln!(text, "\nDifferent too, which by itself asks nobody again:");
        }
        if !reworded.is_empty() {
            let _ = writeln!(text, "  ~ what the notice says, in {}", reworded.join(", "));
        }
        for key in &self.others {
            let _ = writeln!(text, "  ~ {}", print::place(key));
        }
        if self.needs_a_date() {
            let _ = writeln!(
                text,
                "\n{} `consent build` will want a later “version”: the day from which the new question holds",
                print::bad("mend:")
            );
        }
        text
    }

    fn in_regions(&self, there: &RegionalDifference) -> String {
        let mut text = format!("\nOtherwise in {}:\n", there.regions.join(", "));
        let _ = match Self::why(there.asks_again.as_ref()) {
            Some(why) => writeln!(text, "  {} {why}", print::bad("asked again:")),
            None => writeln!(
                text,
                "  {} every answer still holds",
                print::good("nobody is asked again:")
            ),
        };
        for change in &there.changes {
            let _ = writeln!(text, "  {} {}", mark(change.step), (self.say)(change));
        }
        text
    }

    fn changes_as_json(&self, changes: &[Change]) -> Vec<Value> {
        let one = |change: &Change| {
            let (what, name, service) = named(&change.what);
            json!({
                "step": step(change.step),
                "what": what,
                "name": name,
                "service": service,
                "message": (self.say)(change),
            })
        };
        changes.iter().map(one).collect()
    }

    fn as_json(&self) -> Value {
        let side = |config: &Config| {
            json!({
                "version": config.version,
                "fingerprint": config.policy().fingerprint().to_string(),
            })
        };
        let why = Self::why(self.difference.asks_again.as_ref());
        let asked_again = why.map(|why| json!({ "who": "everybody who has answered", "why": why }));
        let regions = self.difference.regions.iter().map(|there| {
            let why = Self::why(there.asks_again.as_ref());
            json!({
                "regions": there.regions,
                "askedAgain": why.map(|why| json!({ "who": "everybody there who has answered", "why": why })),
                "changes": self.changes_as_json(&there.changes),
            })
        });
        json!({
            "shape": 1,
            "before": side(self.before),
            "after": side(self.after),
            "material": !self.difference.changes.is_empty(),
            "askedAgain": asked_again,
            "changes": self.changes_as_json(&self.difference.changes),
            "regions": regions.collect::<Vec<_>>(),
            "reworded": self.difference.reworded.iter().map(|one| one.code()).collect::<Vec<_>>(),
            "other": self.others,
            "needsLaterVersion": self.needs_a_date(),
        })
    }
}

const fn mark(step: Step) -> &'static str {
    match step {
        Step::Added => "+",
        Step::Removed => "-",
        Step::Changed => "~",
    }
}

const fn step(step: Step) -> &'static str {
    match step {
        Step::Added => "added",
        Step::Removed => "removed",
        Step::Changed => "changed",
    }
}

/// What is different: its kind, its name, and whose it is.
fn named(what: &What) -> (&'static str, Option<&str>, Option<&str>) {
    match what {
        What::Regime => ("regime", None, None),
        What::Lifetime => ("lifetime", None, None),
        What::Controller(name) => ("controller", Some(name), None),
        What::Category(id) => ("category", Some(id), None),
        What::Service(id) => ("service", Some(id), None),
        What::Cookie { service, name } => ("cookie", Some(name), Some(service)),
    }
}
