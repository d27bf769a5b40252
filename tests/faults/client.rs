//! One client: sends, waits for the answer, and sends the same again when the server died before it came.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use consent_core::decision::ConsentId;
use consent_core::receipt::RecordId;
use consent_tests::serving::{Answer, Chance, Connection, Events, ORIGIN, Place, Prepared};
use hyper::StatusCode;
use hyper::body::Bytes;
use tokio::sync::watch;

use crate::ledger::Ledger;

/// Of so many requests one erases what an earlier one recorded.
const ERASES: u64 = 40;

/// What the server is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// It was killed.
    Down,
    /// It runs, and will be killed.
    Up(SocketAddr),
    /// It runs, and no more is to be begun.
    Last(SocketAddr),
}

/// What is being asked for, until it is acknowledged.
#[derive(Debug)]
enum Order {
    Record(Prepared),
    Erase(ConsentId, RecordId),
}

pub(crate) struct Client {
    events: Events,
    chance: Chance,
    ledger: Ledger,
    site: &'static str,
    /// Acknowledged, and not erased since.
    mine: Vec<(ConsentId, RecordId)>,
}

impl Client {
    pub(crate) fn new(number: u32, place: &Place, mut chance: Chance) -> Self {
        Self {
            events: Events::of(place, chance.split()),
            chance,
            ledger: Ledger::in_file(place.file(&format!("receipts-{number}.ndjson"))),
            site: place.site(),
            mine: Vec::new(),
        }
    }

    /// Asks until there is to be no more, and everything is acknowledged.
    pub(crate) async fn run(mut self, mut phases: watch::Receiver<Phase>) -> Result<Ledger, String> {
        let mut open: Option<Order> = None;
        loop {
            let up = phases.wait_for(|phase| *phase != Phase::Down).await;
            let phase = *up.map_err(|_| "the run ended early".to_owned())?;
            let address = match phase {
                Phase::Up(address) => address,
                Phase::Last(address) if open.is_some() => address,
                Phase::Last(_) | Phase::Down => return Ok(self.ledger),
            };
            let Ok(mut connection) = Connection::open(address).await else {
                tokio::time::sleep(Duration::from_millis(1)).await;
                continue;
            };
            loop {
                let is_again = open.is_some();
                let is_last = matches!(*phases.borrow(), Phase::Last(_));
                let order = match open.take() {
                    Some(order) => order,
                    None if is_last => break,
                    None => self.next_order(),
                };
                match self.carry_out(&order, &mut connection, is_again).await {
                    Ok(true) => {}
                    Ok(false) => {
                        // Busy: the same again, a little later.
                        open = Some(order);
                        tokio::time::sleep(Duration::from_millis(5)).await;
                    }
                    Err(Broken::Connection) => {
                        open = Some(order);
                        break;
                    }
                    Err(Broken::Promise(why)) => return Err(why),
                }
                let pause = self.chance.between(0, 3);
                tokio::time::sleep(Duration::from_millis(pause)).await;
            }
        }
    }

    fn next_order(&mut self) -> Order {
        if self.chance.between(1, ERASES) == 1 && !self.mine.is_empty() {
            let last = self.mine.len() as u64 - 1;
            let which = usize::try_from(self.chance.between(0, last)).unwrap_or(0);
            let (subject, id) = self.mine.swap_remove(which);
            return Order::Erase(subject, id);
        }
        let events = match self.chance.between(0, 1) {
            0 => 1,
            _ => usize::try_from(self.chance.between(2, 20)).unwrap_or(2),
        };
        Order::Record(self.events.batch(events))
    }

    /// Asks once. False when the server said that it is busy.
    async fn carry_out(
        &mut self,
        order: &Order,
        connection: &mut Connection,
        is_again: bool,
    ) -> Result<bool, Broken> {
        let answer = match order {
            Order::Record(prepared) => {
                self.ledger.sent(prepared.ids.len(), is_again);
                connection
                    .post(ORIGIN, Bytes::from(prepared.body.clone()))
                    .await?
            }
            Order::Erase(subject, _) => {
                let path = format!("/v1/subjects/{subject}?site={}", self.site);
                connection.delete(&path, ORIGIN).await?
            }
        };
        if matches!(
            answer.status,
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS
        ) {
            return Ok(false);
        }
        match order {
            Order::Record(prepared) => {
                let is_known = self
                    .ledger
                    .acknowledged(&answer, prepared)
                    .map_err(Broken::Promise)?;
                if is_known {
                    self.ledger.duplicates += prepared.ids.len() as u64;
                }
                let mine = prepared
                    .subjects
                    .iter()
                    .copied()
                    .zip(prepared.ids.iter().copied());
                self.mine.extend(mine);
            }
            Order::Erase(_, id) => {
                erased(&answer, is_again).map_err(Broken::Promise)?;
                self.ledger.erased.insert(*id);
            }
        }
        Ok(true)
    }
}

/// An erasure that came through before the kill finds nothing more.
fn erased(answer: &Answer, is_again: bool) -> Result<(), String> {
    let is_gone = is_again && answer.status == StatusCode::NOT_FOUND;
    if answer.status.is_success() || is_gone {
        Ok(())
    } else {
        Err(format!("an erasure was refused: {answer:?}"))
    }
}

enum Broken {
    /// What became of the request is unknown.
    Connection,
    /// The server answered what it must not.
    Promise(String),
}

impl From<io::Error> for Broken {
    fn from(_: io::Error) -> Self {
        Self::Connection
    }
}
