//! How many receipts can be verified in a second, on one core and on all.

use std::thread;
use std::time::{Duration, Instant};

use consent_core::receipt::{KeySet, Receipt};
use consent_tests::serving::{Connection, ORIGIN, Server};
use hyper::body::Bytes;
use serde_json::Value;

/// For how long.
const TIME: Duration = Duration::from_secs(1);
/// How many different receipts.
const MOST: usize = 500;

/// A receipt as it was served, and the keys it is verified with.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    json: String,
    keys: KeySet,
}

/// Asks again for receipts out of these answers, now with their proofs.
pub(crate) async fn fetch(server: &Server, bodies: &[Bytes]) -> Result<Vec<Sample>, String> {
    let broken = |error: std::io::Error| format!("receipts cannot be fetched: {error}");
    let mut connection = Connection::open(server.address()).await.map_err(broken)?;
    let keys = connection
        .get("/.well-known/consent-keys", ORIGIN)
        .await
        .map_err(broken)?;
    let keys = KeySet::from_json(&String::from_utf8_lossy(&keys.body)).map_err(|error| error.to_string())?;
    let mut samples = Vec::new();
    for body in bodies {
        let answer: Value = serde_json::from_slice(body).map_err(|error| error.to_string())?;
        for receipt in answer["receipts"].as_array().into_iter().flatten() {
            if samples.len() >= MOST {
                return Ok(samples);
            }
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let (id, site) = (text(&receipt["record"]["id"]), text(&receipt["record"]["site"]));
            let path = format!("/v1/receipts/{id}?site={site}&salt={}", text(&receipt["salt"]));
            let again = connection.get(&path, ORIGIN).await.map_err(broken)?;
            samples.push(Sample {
                json: String::from_utf8_lossy(&again.body).into_owned(),
                keys: keys.clone(),
            });
        }
    }
    Ok(samples)
}

/// Rates for one core and for all.
pub(crate) fn rates(samples: &[Sample]) -> Result<String, String> {
    for sample in samples {
        let receipt = Receipt::parse(&sample.json).map_err(|error| format!("{error}: {}", sample.json))?;
        let verified = receipt.verify(&sample.keys).map_err(|error| error.to_string())?;
        verified.seq().ok_or("a receipt without its proof")?;
    }
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let bytes: usize = samples.iter().map(|sample| sample.json.len()).sum();
    let (one, all) = (on(1, samples), on(cores, samples));
    Ok(format!(
        "  {one:.0} on one core, {all:.0} on {cores}; from JSON of {} bytes each, {} different ones",
        bytes / samples.len().max(1),
        samples.len()
    ))
}

fn on(cores: usize, samples: &[Sample]) -> f64 {
    let began = Instant::now();
    let verified: u64 = thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(|| verify(samples))).collect();
        workers.into_iter().map(|worker| worker.join().unwrap_or(0)).sum()
    });
    verified as f64 / began.elapsed().as_secs_f64()
}

fn verify(samples: &[Sample]) -> u64 {
    let end = Instant::now() + TIME;
    let mut verified = 0;
    for sample in samples.iter().cycle() {
        if Instant::now() >= end {
            break;
        }
        let receipt = Receipt::parse(&sample.json);
        verified += u64::from(receipt.is_ok_and(|receipt| receipt.verify(&sample.keys).is_ok()));
    }
    verified
}
