//! What the server computes for each record, stage by stage, on one core.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use consent_core::receipt::{Batch, Entry, Event, Facts, LogName, Receipt, Salt, Seal, SiteKey};
use consent_core::time::Millis;
use consent_tests::serving::{Chance, Events, Place};

/// For how long each stage is repeated.
const TIME: Duration = Duration::from_millis(300);

/// Times every stage.
pub(crate) fn stages(place: &Place) -> Result<String, String> {
    let prepared = Events::of(place, Chance::new(1)).batch(Batch::MOST_EVENTS);
    let site = SiteKey::parse(place.site()).ok_or("a site")?;
    let log = LogName::new("here", &site).ok_or("a log")?;
    let seal = Seal::from_secret([7; 32]);
    let batch = Batch::parse(&prepared.body).map_err(|error| error.to_string())?;
    let first = batch.events.first().ok_or("an event")?;
    let facts = Facts {
        site: &site,
        host: Some("ngager.com"),
        controllers: &["Ngager".to_owned()],
        notice_known: true,
        received_at: first.said().made_at,
        gap: false,
        clock_stepped: false,
    };
    let record = |event: &Event| event.clone().record(place.policy(), &facts).map(Entry::Consent);
    let entry = record(first).map_err(|error| error.to_string())?;
    let salt = Salt::from_bytes([1; 32]);
    let sealed = seal.seal(entry.clone(), salt, &log);
    let receipt = Receipt::of(sealed, &log);
    let events = batch.events.len();

    let mut text = String::new();
    let mut tell = |what: &str, each: Duration| {
        let _ = writeln!(text, "  {what:<44} {:>6.2} µs", each.as_secs_f64() * 1e6);
    };
    tell(
        "parse the request and its strings",
        timed(events, || Batch::parse(&prepared.body).is_ok()),
    );
    tell("digest, for what comes twice", timed(1, || first.digest(&site)));
    tell(
        "decode for the policy, make the record",
        timed(1, || record(first).is_ok()),
    );
    tell("write it canonically", timed(1, || entry.canonical()));
    tell(
        "commit and sign (with the writing)",
        timed(1, || seal.seal(entry.clone(), salt, &log)),
    );
    tell(
        "write the answer",
        timed(1, || serde_json::to_string(&receipt).is_ok()),
    );
    tell(
        "read the clock (for scale)",
        timed(1, || Millis::from_millis(Instant::now().elapsed().as_secs())),
    );
    Ok(text.trim_end().to_owned())
}

/// How long one of `parts` takes.
fn timed<T>(parts: usize, mut work: impl FnMut() -> T) -> Duration {
    let began = Instant::now();
    let mut times = 0_u32;
    while began.elapsed() < TIME {
        black_box(work());
        times += 1;
    }
    began.elapsed() / times / u32::try_from(parts).unwrap_or(1)
}
