//! What the declaration says, in one language, before it is HTML or Markdown.

use consent_core::catalogue::Catalogue;
use consent_core::config::{Change, Config, Date, History};
use consent_core::notice::{Language, Notice, ShownCategory, ShownService, Texts, fill};

/// Everything the declaration says.
pub(crate) struct Declaration<'a> {
    /// The language's tag.
    pub(super) language: &'a str,
    /// Whether it is written from right to left.
    pub(super) right_to_left: bool,
    /// Headings, labels and sentences.
    pub(super) texts: &'a Texts,
    /// Who decides.
    pub(super) controllers: Vec<Controller<'a>>,
    /// What is stored, as the notice shows it.
    pub(super) categories: &'a [ShownCategory],
    /// What is stored out of the page's reach.
    pub(super) beyond_reach: Vec<BeyondReach<'a>>,
    /// Who may receive data without storing anything here.
    pub(super) register: Vec<ShownService>,
    /// How long data is kept, a sentence each.
    pub(super) retention: Vec<String>,
    /// What changed when, the newest first.
    pub(super) history: Vec<Version>,
}

/// Who decides.
pub(super) struct Controller<'a> {
    /// Name.
    pub(super) name: &'a str,
    /// Registration number, postal address, country: what there is of them.
    pub(super) facts: Vec<String>,
    /// Where visitors turn.
    pub(super) contact: &'a str,
}

/// A cookie or stored value that the page cannot delete.
pub(super) struct BeyondReach<'a> {
    /// Its name.
    pub(super) cookie: &'a str,
    /// Whose it is.
    pub(super) service: &'a str,
    /// Who can.
    pub(super) erasure: &'a str,
}

/// One version of the policy.
pub(super) struct Version {
    /// From when on it held.
    pub(super) date: String,
    /// What was new, a sentence each.
    pub(super) changes: Vec<String>,
}

impl<'a> Declaration<'a> {
    /// Gathers what there is to say.
    pub(crate) fn of(
        config: &'a Config,
        language: Language,
        notice: &'a Notice,
        history: &History,
        catalogue: &Catalogue,
    ) -> Self {
        let texts = &notice.texts;
        let controllers = config.controllers.iter().map(|one| {
            let facts = [
                one.registration.as_str(),
                &one.address,
                one.country.name(language),
            ];
            let facts = facts
                .into_iter()
                .filter(|fact| !fact.is_empty())
                .map(str::to_owned)
                .collect();
            Controller {
                name: &one.name,
                facts,
                contact: &one.contact,
            }
        });
        let services = notice.categories.iter().flat_map(|category| &category.services);
        let beyond_reach = services.flat_map(|service| {
            let beyond = service.cookies.iter().filter(|cookie| !cookie.erasure.is_empty());
            beyond.map(|cookie| BeyondReach {
                cookie: &cookie.name,
                service: &service.name,
                erasure: &cookie.erasure,
            })
        });
        let retention = config.retention.iter().map(|rule| {
            let period = texts.lifetime(rule.period, language);
            let values = [
                ("what", rule.what.get(language)),
                ("period", &period),
                ("from", rule.from.get(language)),
            ];
            fill(&texts.retention_line, &values)
        });
        Self {
            language: &notice.language,
            right_to_left: notice.right_to_left,
            texts,
            controllers: controllers.collect(),
            categories: &notice.categories,
            beyond_reach: beyond_reach.collect(),
            register: config
                .register
                .iter()
                .map(|one| config.shown_service(one, language))
                .collect(),
            retention: retention.collect(),
            history: versions(config, language, history, catalogue),
        }
    }

    /// Returns what is known of a service, each with its label; what is empty is left out.
    pub(super) fn facts<'s>(&'s self, service: &'s ShownService) -> Vec<(&'s str, &'s str)> {
        let texts = self.texts;
        [
            (&texts.provider, &service.provider),
            (&texts.purpose, &service.purpose),
            (&texts.basis, &service.basis),
            (&texts.role, &service.role),
            (&texts.transfer, &service.transfer),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| (label.as_ref(), value.as_str()))
        .collect()
    }

    /// Returns the columns of a table of cookies.
    pub(super) fn columns(&self) -> [&str; 5] {
        let texts = self.texts;
        [
            &*texts.cookie_name,
            &*texts.purpose,
            &*texts.lifetime,
            &*texts.stored_as,
            &*texts.party,
        ]
    }
}

/// Says what each version of the policy changed, the newest first.
pub(super) fn versions(
    config: &Config,
    language: Language,
    history: &History,
    catalogue: &Catalogue,
) -> Vec<Version> {
    let in_words = |(date, changes): (Date, Vec<Change>)| {
        let changes: Vec<_> = changes
            .iter()
            .map(|change| change.in_words(language, config, catalogue))
            .collect();
        // Only the first version differs from none.
        let changes = if changes.is_empty() {
            vec![config.texts(language).history_first.to_string()]
        } else {
            changes
        };
        Version {
            date: date.to_string(),
            changes,
        }
    };
    history.changes().into_iter().map(in_words).collect()
}
