//! A record in plain words, for the person whose it is (GDPR Articles 15 and 20): JSON is for their tools.

use std::fmt::Write as _;

use consent_core::receipt::{ConsentRecord, Receipt};

use crate::stats::Day;

/// Everything that is kept of some decisions, as text.
pub(crate) fn in_plain_words(receipts: &[Receipt]) -> String {
    let mut text = String::from(
        "Your cookie choices, as they are kept\n\nThis is everything. No address, no browser and no page is kept \
         with it.\nTimes are UTC.\n",
    );
    let records = receipts
        .iter()
        .filter_map(|receipt| Some((receipt, receipt.record.consent()?)));
    for (number, (receipt, record)) in records.enumerate() {
        let _ = write!(text, "\nChoice {}\n", number + 1);
        for (name, value) in lines(record) {
            let _ = writeln!(text, "  {name}: {value}");
        }
        let proof = match &receipt.inclusion {
            Some(inclusion) => format!("entry {} of the log {}", inclusion.seq, receipt.log),
            None => format!("promised for the log {}", receipt.log),
        };
        let _ = writeln!(text, "  Proof: {proof}, signed with key {}", receipt.kid);
    }
    if receipts.is_empty() {
        text.push_str("\nNothing is kept.\n");
    }
    text
}

fn lines(record: &ConsentRecord) -> Vec<(&'static str, String)> {
    let listed = |wanted: bool| {
        let names = record
            .categories
            .iter()
            .filter(|(_, granted)| **granted == wanted);
        let names: Vec<&str> = names.map(|(id, _)| id.as_str()).collect();
        if names.is_empty() {
            "none".to_owned()
        } else {
            names.join(", ")
        }
    };
    let mut lines = vec![
        ("Site", record.site.to_string()),
        ("Decided", moment(record.decided_at.as_secs())),
        ("Received", moment(record.received_at.as_millis() / 1000)),
        ("Holds until", moment(record.expires_at.as_secs())),
        ("How", format!("{} ({})", record.act.word(), record.source)),
        ("Allowed", listed(true)),
        ("Refused", listed(false)),
    ];
    if let Some(imported) = &record.imported {
        let name = imported.from.name();
        lines.push((
            "Taken over from",
            format!("{name} (SHA-256 of its record: {})", imported.sha256),
        ));
    }
    for (service, granted) in &record.exceptions {
        let word = if *granted { "allowed" } else { "refused" };
        lines.push(("Exception", format!("{} {word}", service.as_str())));
    }
    lines.extend([
        ("Language", record.language.clone()),
        ("Text shown", format!("notice {}", record.notice)),
        ("Asked by", record.controllers.join(", ")),
        ("Your pseudonym", record.subject.to_string()),
        ("Record", record.id.to_string()),
    ]);
    if let Some(host) = &record.host {
        lines.push(("On", host.clone()));
    }
    if record.gpc {
        lines.push(("Global Privacy Control", "your browser said so".into()));
    }
    lines
}

/// A moment as people write it.
fn moment(seconds: u64) -> String {
    let day = Day::of_millis(seconds.saturating_mul(1000));
    let of_day = u32::try_from(seconds % 86_400).unwrap_or(0);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    format!("{day} {hour:02}:{minute:02}:{second:02}")
}
