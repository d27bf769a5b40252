//! What must hold after all kills: every promise was kept, and the log is whole.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::time::{Duration, Instant};

use consent_core::receipt::{Commitment, KeySet, MERGE_DELAY, Receipt, RecordId};
use consent_tests::serving::{Chance, Connection, Data, ORIGIN, Place, Server};
use hyper::StatusCode;
use serde_json::Value;

use crate::ledger::Ledger;

/// How many receipts are fetched again, with the proof that they are in the log.
const FETCHED: u64 = 1_000;

/// A busy machine is given more time than was promised, and what it took is printed.
const PATIENCE: Duration = Duration::from_secs(30);

/// A place in the exported log.
struct Entry {
    commitment: Option<Commitment>,
    /// What stands there; nothing when it is erased.
    kind: Option<String>,
}

/// Checks everything, and returns what does not hold.
pub(crate) async fn everything(
    place: &Place,
    data: &Data,
    server: Server,
    ledger: &Ledger,
    chance: &mut Chance,
) -> Result<Vec<String>, String> {
    let keys = keys(place, &server).await?;
    let mut findings = Vec::new();
    settle(place, &server, ledger, &mut findings).await?;
    fetch_again(&server, ledger, &keys, chance, &mut findings).await?;
    server.stop()?;

    let dump = place.file("dump.ndjson").display().to_string();
    let mut export = vec!["log", "export", "--site", place.site(), "--out", &dump];
    let database = place.arguments(data);
    export.extend(database.iter().map(String::as_str));
    told(place, "export", &export)?;
    let mut entries = entries(Path::new(&dump), &mut findings)?;
    println!(
        "{} entries in the log, without a gap if nothing is found",
        entries.len()
    );
    compare(ledger, &mut entries, &keys, &mut findings)?;

    let keys = place.file("keys.json").display().to_string();
    audit(place, &dump, &keys, &mut findings)?;
    if let Data::Sqlite = data {
        let file = place.file("consent.db").display().to_string();
        audit(place, &file, &keys, &mut findings)?;
    }
    Ok(findings)
}

/// Waits until everything that was promised a place in the log has one.
async fn settle(
    place: &Place,
    server: &Server,
    ledger: &Ledger,
    findings: &mut Vec<String>,
) -> Result<(), String> {
    let unasked = |error: std::io::Error| format!("the checkpoint cannot be fetched: {error}");
    let promised = ledger.acknowledged + ledger.erased.len() as u64 + place.publications();
    let mut connection = Connection::open(server.address()).await.map_err(unasked)?;
    let began = Instant::now();
    loop {
        let answer = connection
            .get("/v1/log/checkpoint", ORIGIN)
            .await
            .map_err(unasked)?;
        let note = String::from_utf8_lossy(&answer.body).into_owned();
        let covered = note
            .lines()
            .nth(1)
            .and_then(|size| size.parse().ok())
            .unwrap_or(0);
        let waited = began.elapsed();
        if covered >= promised {
            println!(
                "{covered} entries covered by a signed checkpoint {:.1} s after the last answer",
                waited.as_secs_f64()
            );
            return Ok(());
        }
        if waited > PATIENCE {
            findings.push(format!(
                "{covered} of {promised} entries are covered after {} s; it was promised within {MERGE_DELAY}",
                PATIENCE.as_secs()
            ));
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The public keys, as an auditor would have fetched them.
async fn keys(place: &Place, server: &Server) -> Result<KeySet, String> {
    let asked = async {
        let mut connection = Connection::open(server.address()).await?;
        connection.get("/.well-known/consent-keys", ORIGIN).await
    };
    let answer = asked
        .await
        .map_err(|error| format!("keys cannot be fetched: {error}"))?;
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    std::fs::write(place.file("keys.json"), &text).map_err(|error| error.to_string())?;
    KeySet::from_json(&text).map_err(|error| error.to_string())
}

/// Every receipt that was ever given, one by one.
fn receipts(ledger: &Ledger) -> impl Iterator<Item = Result<Receipt, String>> {
    ledger.files.iter().flat_map(|file| {
        let lines = BufReader::new(File::open(file).expect("the receipts")).lines();
        lines.map(|line| Receipt::parse(&line.expect("a line")).map_err(|error| error.to_string()))
    })
}

/// Some receipts are asked for again: each must come with a proof that holds.
async fn fetch_again(
    server: &Server,
    ledger: &Ledger,
    keys: &KeySet,
    chance: &mut Chance,
    findings: &mut Vec<String>,
) -> Result<(), String> {
    let unasked = |error: std::io::Error| format!("a receipt cannot be asked for: {error}");
    let mut connection = Connection::open(server.address()).await.map_err(unasked)?;
    let mut fetched = 0_u64;
    for receipt in receipts(ledger) {
        let receipt = receipt?;
        let id = receipt.record.id();
        if ledger.erased.contains(&id) || chance.between(1, ledger.acknowledged) > FETCHED {
            continue;
        }
        let site = receipt.record.site();
        let path = format!("/v1/receipts/{id}?site={site}&salt={}", receipt.salt);
        let answer = connection.get(&path, ORIGIN).await.map_err(unasked)?;
        let again = Receipt::parse(&String::from_utf8_lossy(&answer.body));
        let proved = again.map(|again| again.verify(keys).map(|verified| verified.seq()));
        match (answer.status, proved) {
            (StatusCode::OK, Ok(Ok(Some(_)))) => fetched += 1,
            other => findings.push(format!("{id} was acknowledged, and is not proved: {other:?}")),
        }
    }
    println!("{fetched} receipts fetched again, each with a proof of its place that holds");
    Ok(())
}

/// Reads the exported log: places without gaps, ids without doubles.
fn entries(dump: &Path, findings: &mut Vec<String>) -> Result<BTreeMap<RecordId, Entry>, String> {
    let file = File::open(dump).map_err(|error| format!("{}: {error}", dump.display()))?;
    let (mut entries, mut next) = (BTreeMap::new(), 0);
    for line in BufReader::new(file).lines() {
        let line: Value = serde_json::from_str(&line.map_err(|error| error.to_string())?)
            .map_err(|error| error.to_string())?;
        if line["kind"] != "entry" {
            continue;
        }
        let seq = line["seq"].as_u64();
        if seq != Some(next) {
            findings.push(format!("entry {next} should come, and {seq:?} does"));
        }
        next = seq.map_or(next, |seq| seq + 1);
        let id = line["id"]
            .as_str()
            .and_then(RecordId::parse)
            .ok_or("an entry without an id")?;
        let entry = Entry {
            commitment: line["commitment"].as_str().and_then(Commitment::parse),
            kind: line["record"]["kind"].as_str().map(str::to_owned),
        };
        if entries.insert(id, entry).is_some() {
            findings.push(format!("{id} stands twice in the log"));
        }
    }
    Ok(entries)
}

/// Holds every receipt to the log.
fn compare(
    ledger: &Ledger,
    entries: &mut BTreeMap<RecordId, Entry>,
    keys: &KeySet,
    findings: &mut Vec<String>,
) -> Result<(), String> {
    let began = Instant::now();
    let mut verified = 0_u64;
    for receipt in receipts(ledger) {
        let receipt = receipt?;
        let (id, commitment) = (receipt.record.id(), receipt.commitment());
        match receipt.verify(keys) {
            Ok(_) => verified += 1,
            Err(error) => findings.push(format!("the receipt of {id} does not hold: {error}")),
        }
        let is_erased = ledger.erased.contains(&id);
        match entries.remove(&id) {
            None => findings.push(format!(
                "{id} was acknowledged, and is not in the log, or was twice"
            )),
            Some(entry) if entry.commitment != Some(commitment) => {
                findings.push(format!(
                    "{id} stands in the log with another content than was acknowledged"
                ));
            }
            Some(entry) if entry.kind.is_none() != is_erased => {
                findings.push(format!(
                    "{id} is {:?} in the log; erased: {is_erased}",
                    entry.kind
                ));
            }
            Some(_) => {}
        }
    }
    // Everything that was sent has been acknowledged in the end, so that no decision is left over.
    if ledger.sent != ledger.acknowledged {
        let (sent, acknowledged) = (ledger.sent, ledger.acknowledged);
        findings.push(format!(
            "{sent} events were sent, and {acknowledged} acknowledged"
        ));
    }
    let is_ours = |kind: Option<&str>| matches!(kind, Some("erasure" | "policy" | "notice"));
    for (id, entry) in entries
        .iter()
        .filter(|(_, entry)| !is_ours(entry.kind.as_deref()))
    {
        findings.push(format!(
            "{id} ({:?}) is in the log, and nobody sent it",
            entry.kind
        ));
    }
    println!(
        "{verified} receipts verified and found in the log in {:.1} s",
        began.elapsed().as_secs_f64()
    );
    Ok(())
}

/// Has the whole log audited, with keys from outside.
fn audit(place: &Place, log: &str, keys: &str, findings: &mut Vec<String>) -> Result<(), String> {
    let began = Instant::now();
    let output = place.consent(&["log", "verify", log, "--keys", keys]);
    let said = String::from_utf8_lossy(&output.stdout);
    match output.status.code() {
        Some(0) => println!(
            "consent log verify {}: {} ({:.1} s)",
            Path::new(log).file_name().unwrap_or_default().display(),
            said.lines().last().unwrap_or_default(),
            began.elapsed().as_secs_f64()
        ),
        Some(1) => findings.push(format!("consent log verify {log}:\n{said}")),
        _ => {
            return Err(format!(
                "consent log verify {log}: {}",
                String::from_utf8_lossy(&output.stderr)
            ));
        }
    }
    Ok(())
}

fn told(place: &Place, what: &str, arguments: &[&str]) -> Result<(), String> {
    let output = place.consent(arguments);
    if output.status.success() {
        Ok(())
    } else {
        Err(format!(
            "{what} failed: {}",
            String::from_utf8_lossy(&output.stderr)
        ))
    }
}
