//! One load: so many clients that send what was made before, as fast as they are answered.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use consent_tests::serving::{Chance, Connection, Events, ORIGIN, Place, Server};
use hyper::StatusCode;
use hyper::body::Bytes;
use tokio::sync::Barrier;

use crate::machine;

/// More records than this per second nobody is prepared for: then clients run dry, and it is said.
const MOST_PER_SECOND: u64 = 60_000;
/// Requests per second of a lone client, who waits for the disk each time.
const MOST_ALONE: u64 = 3_000;

/// Who sends how much for how long.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    pub(crate) clients: usize,
    pub(crate) batch: usize,
    pub(crate) time: Duration,
}

/// What a load came to.
#[derive(Debug)]
pub(crate) struct Measured {
    load: Load,
    records: u64,
    refused: u64,
    is_dry: bool,
    took: Duration,
    /// Of each request, sorted.
    latencies: Vec<Duration>,
    /// What the server's process computed.
    server: Duration,
    /// What this process computed.
    client: Duration,
    /// How long a batch waited for its commit, on average.
    commit: Option<Duration>,
    /// Some answers, for their receipts.
    pub(crate) bodies: Vec<Bytes>,
}

/// What one client saw.
#[derive(Debug, Default)]
struct Seen {
    records: u64,
    refused: u64,
    is_dry: bool,
    latencies: Vec<Duration>,
    bodies: Vec<Bytes>,
}

impl Load {
    /// Puts it on a server.
    pub(crate) async fn put_on(
        &self,
        server: &Server,
        place: &Place,
        mut chance: Chance,
    ) -> Result<Measured, String> {
        let most = if self.clients == 1 {
            MOST_ALONE * self.batch as u64
        } else {
            MOST_PER_SECOND
        };
        let requests = (most * self.time.as_secs()).div_ceil((self.clients * self.batch) as u64);
        let begin = Arc::new(Barrier::new(self.clients + 1));
        let mut clients = Vec::new();
        for _ in 0..self.clients {
            let mut events = Events::of(place, chance.split());
            let bodies: Vec<Bytes> = (0..requests)
                .map(|_| events.batch(self.batch).body.into())
                .collect();
            let connection = Connection::open(server.address()).await;
            let connection = connection.map_err(|error| format!("no connection: {error}"))?;
            clients.push(tokio::spawn(client(
                connection,
                bodies,
                self.batch,
                self.time,
                Arc::clone(&begin),
            )));
        }
        let (server_before, client_before) = (
            machine::computed(server.process())?,
            machine::computed(std::process::id())?,
        );
        begin.wait().await;
        let began = Instant::now();
        let mut all = Seen::default();
        for client in clients {
            let seen = client
                .await
                .map_err(|error| format!("a client broke: {error}"))??;
            all.records += seen.records;
            all.refused += seen.refused;
            all.is_dry |= seen.is_dry;
            all.latencies.extend(seen.latencies);
            all.bodies.extend(seen.bodies);
        }
        let took = began.elapsed();
        all.latencies.sort_unstable();
        Ok(Measured {
            load: *self,
            records: all.records,
            refused: all.refused,
            is_dry: all.is_dry,
            took,
            latencies: all.latencies,
            server: machine::computed(server.process())?.saturating_sub(server_before),
            client: machine::computed(std::process::id())?.saturating_sub(client_before),
            commit: commit(server).await,
            bodies: all.bodies,
        })
    }
}

async fn client(
    mut connection: Connection,
    bodies: Vec<Bytes>,
    batch: usize,
    time: Duration,
    begin: Arc<Barrier>,
) -> Result<Seen, String> {
    let mut seen = Seen::default();
    begin.wait().await;
    let end = Instant::now() + time;
    for body in bodies {
        let began = Instant::now();
        if began >= end {
            return Ok(seen);
        }
        let answer = connection.post(ORIGIN, body).await;
        let answer = answer.map_err(|error| format!("a request broke: {error}"))?;
        match answer.status {
            StatusCode::CREATED => {
                seen.latencies.push(began.elapsed());
                seen.records += batch as u64;
                if seen.bodies.len() < 4 {
                    seen.bodies.push(answer.body);
                }
            }
            StatusCode::SERVICE_UNAVAILABLE => {
                seen.refused += 1;
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            other => return Err(format!("{other}: {}", String::from_utf8_lossy(&answer.body))),
        }
    }
    seen.is_dry = true;
    Ok(seen)
}

/// What the server says of its commits.
async fn commit(server: &Server) -> Option<Duration> {
    let mut connection = Connection::open(server.figures()?).await.ok()?;
    let answer = connection.get("/metrics", ORIGIN).await.ok()?;
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    let figure = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim().parse::<f64>().ok()
    };
    let (sum, count) = (
        figure("consent_commit_seconds_sum")?,
        figure("consent_commit_seconds_count")?,
    );
    (count > 0.0).then(|| Duration::from_secs_f64(sum / count))
}

impl Measured {
    /// What stands over the columns.
    pub(crate) const HEAD: &str = "  clients  a request   records/s   requests/s   p50 ms   p99 ms   commit ms   server µs/record   client µs/record";

    /// The time within which so many of a hundred requests were answered.
    fn within(&self, percent: usize) -> f64 {
        let at = (self.latencies.len() * percent / 100).min(self.latencies.len().saturating_sub(1));
        self.latencies
            .get(at)
            .map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.took.as_secs_f64();
        let each = |time: Duration| time.as_secs_f64() * 1e6 / self.records.max(1) as f64;
        write!(
            f,
            "{:>9}  {:>9}  {:>10.0}  {:>11.0}  {:>7.2}  {:>7.2}  {:>10}  {:>17.1}  {:>17.1}",
            self.load.clients,
            self.load.batch,
            self.records as f64 / seconds,
            self.latencies.len() as f64 / seconds,
            self.within(50),
            self.within(99),
            self.commit
                .map_or("-".into(), |time| format!("{:.2}", time.as_secs_f64() * 1e3)),
            each(self.server),
            each(self.client),
        )?;
        if self.refused > 0 {
            write!(f, "   {} told to come again", self.refused)?;
        }
        if self.is_dry {
            f.write_str("   clients ran dry: it could be more")?;
        }
        Ok(())
    }
}
