//! Every sentence of the interface: no field is optional, so a missing sentence does not compile.

use alloc::borrow::Cow;
use alloc::string::String;

use serde::{Deserialize, Serialize};

/// A sentence, built in or the site's own.
pub type Sentence = Cow<'static, str>;

/// The sentences of one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// Heading of the first layer where nothing runs before a yes.
    pub title: Sentence,
    /// What is asked, by whom, for what, and that it can be taken back. `{controllers}`, `{purposes}`, `{reopen}`.
    pub body: Sentence,
    /// Heading where everything runs until the visitor objects (opt-out).
    pub opt_out_title: Sentence,
    /// What is used, by whom, for what, and that it can be objected to. `{controllers}`, `{purposes}`, `{reopen}`.
    pub opt_out_body: Sentence,
    /// The way to the choices where the law of a US state names it.
    pub opt_out_link: Sentence,
    /// The same in California's older words.
    pub do_not_sell: Sentence,
    /// Heading where visitors are informed and not asked.
    pub informed_title: Sentence,
    /// What is used, by whom, for what, and where it is switched off. `{controllers}`, `{purposes}`, `{reopen}`.
    pub informed_body: Sentence,
    /// Button that puts the information away and decides nothing.
    pub informed_close: Sentence,
    /// The browser's own no (GPC) is honoured.
    pub signal_honoured: Sentence,
    /// At what runs without consent by an exemption: that it can be objected to.
    pub exempt_note: Sentence,
    /// Quebec: what identifies, locates or profiles is off, and how it is switched on.
    pub profiling_note: Sentence,
    /// Why the question comes again: the policy has changed.
    pub reason_outdated: Sentence,
    /// Why the question comes again: the answer was too old.
    pub reason_expired: Sentence,
    /// Button.
    pub accept_all: Sentence,
    /// Button, as long and as neutral as the one for yes.
    pub reject_all: Sentence,
    /// Button that opens the second layer.
    pub preferences: Sentence,
    /// Link to the site's cookie policy.
    pub policy_link: Sentence,
    /// The way back to the choices, on every page.
    pub reopen: Sentence,
    /// Said once when a choice has been saved.
    pub saved: Sentence,
    /// Heading of the second layer.
    pub preferences_title: Sentence,
    /// How the second layer works. `{period}`, as a table would have it: “182 days”.
    pub preferences_body: Sentence,
    /// Button.
    pub save: Sentence,
    /// Button that leaves everything as it was.
    pub close: Sentence,
    /// Stands in place of a switch for what is necessary.
    pub always_on: Sentence,
    /// Why there is no switch for it.
    pub always_on_why: Sentence,
    /// Opens the list of services of a category.
    pub services: Sentence,
    /// Stands in place of the list while it is fetched.
    pub loading: Sentence,
    /// Stands in place of the list when it could not be fetched.
    pub unavailable: Sentence,
    /// Label of the choice of a language.
    pub language: Sentence,
    /// Heading of a held embed. `{service}`.
    pub held_title: Sentence,
    /// Whose it is, what for, and that it is held. `{service}`, `{provider}`, `{purpose}`.
    pub held_body: Sentence,
    /// Button: this once.
    pub held_once: Sentence,
    /// Button: from now on. `{service}`.
    pub held_always: Sentence,
    /// Button that starts what is no picture or film, such as a chat. `{service}`.
    pub held_start: Sentence,
    /// Link to the same content at its own place. `{host}`.
    pub held_link: Sentence,
    /// Said once when the content has come. `{service}`.
    pub held_shown: Sentence,
    /// Heading of what has been recorded of the visitor's own choices.
    pub past_title: Sentence,
    /// Stands there while they are fetched.
    pub past_loading: Sentence,
    /// What is kept of them and why.
    pub past_body: Sentence,
    /// Stands there when the record cannot be reached.
    pub past_away: Sentence,
    /// Stands in place of the categories that were granted, when there was none.
    pub past_nothing: Sentence,
    /// Stands at a choice that has not reached the record.
    pub past_waiting: Sentence,
    /// Link to the text that was shown. `{language}`, `{version}`.
    pub past_text: Sentence,
    /// Names the record. `{id}`.
    pub past_receipt: Sentence,
    /// Button.
    pub past_download: Sentence,
    /// Button that asks before it erases.
    pub past_erase: Sentence,
    /// Asked in place before anything is erased.
    pub past_erase_question: Sentence,
    /// Button.
    pub past_erase_yes: Sentence,
    /// Button.
    pub past_erase_no: Sentence,
    /// Said once it is erased.
    pub past_erased: Sentence,
    /// Said when something could not be done.
    pub past_failed: Sentence,
    /// What the visitor did.
    pub act_accept_all: Sentence,
    /// What the visitor did.
    pub act_reject_all: Sentence,
    /// What the visitor did.
    pub act_chosen: Sentence,
    /// What the visitor did.
    pub act_withdrawn: Sentence,
    /// What the visitor's browser did.
    pub act_signal: Sentence,
    /// How an earlier tool's answer came along.
    pub act_imported: Sentence,
    /// Label.
    pub service: Sentence,
    /// Label.
    pub provider: Sentence,
    /// Label.
    pub purpose: Sentence,
    /// Label.
    pub basis: Sentence,
    /// Label.
    pub role: Sentence,
    /// Label: countries outside the EEA.
    pub transfer: Sentence,
    /// Column.
    pub cookie_name: Sentence,
    /// Column.
    pub lifetime: Sentence,
    /// How long a browser really keeps it. `{lifetime}`.
    pub kept_at_most: Sentence,
    /// Column.
    pub stored_as: Sentence,
    /// Column.
    pub party: Sentence,
    /// Under the site's own domain.
    pub party_first: Sentence,
    /// Under the supplier's domain.
    pub party_third: Sentence,
    /// A cookie.
    pub storage_cookie: Sentence,
    /// Local storage.
    pub storage_local: Sentence,
    /// Session storage.
    pub storage_session: Sentence,
    /// Hidden from scripts.
    pub http_only: Sentence,
    /// Lifetime: the browser's session.
    pub session: Sentence,
    /// Lifetime: until removed.
    pub persistent: Sentence,
    /// Stands in place of an empty table.
    pub stores_nothing: Sentence,
    /// Name of the legal basis.
    pub basis_consent: Sentence,
    /// Name of the legal basis.
    pub basis_contract: Sentence,
    /// Name of the legal basis.
    pub basis_legal_obligation: Sentence,
    /// Name of the legal basis.
    pub basis_legitimate_interest: Sentence,
    /// Name of the supplier's role.
    pub role_controller: Sentence,
    /// Name of the supplier's role.
    pub role_joint: Sentence,
    /// Name of the supplier's role.
    pub role_processor: Sentence,
    /// Name of the built-in category.
    pub necessary_name: Sentence,
    /// What the built-in category is for.
    pub necessary_purpose: Sentence,
    /// Name of the cookie that carries the decision, among what is necessary.
    pub choice_name: Sentence,
    /// What that cookie is for.
    pub choice_purpose: Sentence,
    /// What the list of choices that are on their way to the record is for.
    pub choice_queue_purpose: Sentence,
    /// What the receipts of recorded choices are for.
    pub choice_receipts_purpose: Sentence,
    /// What the choice in the words of the IAB's frameworks is kept for.
    pub choice_told_purpose: Sentence,
    /// What the mark is for that an answer to another system has been looked for.
    pub choice_imported_purpose: Sentence,
    /// Name of the built-in category.
    pub functionality_name: Sentence,
    /// What the built-in category is for.
    pub functionality_purpose: Sentence,
    /// Name of the built-in category.
    pub analytics_name: Sentence,
    /// What the built-in category is for.
    pub analytics_purpose: Sentence,
    /// Name of the built-in category.
    pub advertisement_name: Sentence,
    /// What the built-in category is for.
    pub advertisement_purpose: Sentence,
    /// The category within a sentence.
    pub functionality_phrase: Sentence,
    /// The category within a sentence.
    pub analytics_phrase: Sentence,
    /// The category within a sentence.
    pub advertisement_phrase: Sentence,
    /// On the policy page.
    pub declaration_title: Sentence,
    /// First sentence of the policy page. `{domains}`, `{date}`.
    pub declaration_intro: Sentence,
    /// On the policy page.
    pub declaration_controllers: Sentence,
    /// On the policy page.
    pub declaration_cannot: Sentence,
    /// On the policy page.
    pub declaration_cannot_intro: Sentence,
    /// Who can erase it.
    pub erase_by_server: Sentence,
    /// Who can erase a third party's cookie. `{provider}`.
    pub erase_by_nobody: Sentence,
    /// On the policy page.
    pub declaration_register: Sentence,
    /// On the policy page.
    pub declaration_register_intro: Sentence,
    /// On the policy page.
    pub declaration_retention: Sentence,
    /// One rule of retention. `{what}`, `{period}`, `{from}`.
    pub retention_line: Sentence,
    /// On the policy page.
    pub declaration_rights: Sentence,
    /// The visitor's rights. `{contact}`.
    pub declaration_rights_body: Sentence,
    /// Where to complain. `{authorities}`.
    pub declaration_complaints: Sentence,
    /// On the policy page.
    pub declaration_history: Sentence,
    /// In the change history.
    pub history_first: Sentence,
    /// `{what}`.
    pub history_added: Sentence,
    /// `{what}`.
    pub history_removed: Sentence,
    /// `{what}`.
    pub history_changed: Sentence,
    /// `{name}`.
    pub what_category: Sentence,
    /// `{name}`.
    pub what_service: Sentence,
    /// `{name}`, `{service}`.
    pub what_cookie: Sentence,
    /// In the change history.
    pub what_lifetime: Sentence,
    /// In the change history.
    pub what_regime: Sentence,
    /// `{name}`.
    pub what_controller: Sentence,
}

/// Fills the places of a sentence: `{name}` becomes the value of `name`.
///
/// # Example
/// ```
/// use consent_core::notice::fill;
/// assert_eq!(fill("from {provider}", &[("provider", "Vimeo")]), "from Vimeo");
/// ```
#[must_use]
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let found = after.split_once('}').and_then(|(name, tail)| {
            values
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| (*value, tail))
        });
        match found {
            Some((value, tail)) => {
                filled.push_str(value);
                rest = tail;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}
