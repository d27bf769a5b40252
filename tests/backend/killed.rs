//! Two nodes on one database while eight writers write, and whoever gives places is killed in the middle of it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use consent_core::receipt::Hash;
use consent_server::store::{PostgresOptions, Sealed, Store, StoreError, tree};
use consent_tests::postgres::{Postgres, connect};
use consent_tests::until;
use tokio::time::{sleep, timeout};
use tokio_postgres::Client;

use crate::node::Node;
use crate::suite::samples::{OTHER, SITE, decisions};
use crate::whole::whole;

/// Sequencers' transactions that are cut off.
const CUT: usize = 40;

/// Nodes that are killed, and started again.
const KILLED: usize = 12;

/// The merge delay that receipts promise.
const PROMISED: Duration = Duration::from_secs(5);

/// What everybody in the test shares.
struct Scene {
    nodes: Mutex<[Option<Node>; 2]>,
    next: AtomicU64,
    over: AtomicBool,
    acknowledged: Mutex<Vec<(&'static str, Sealed, Instant)>>,
}

fn options() -> PostgresOptions {
    PostgresOptions {
        lease: Duration::from_millis(500),
        ..PostgresOptions::default()
    }
}

impl Scene {
    /// Writes batches of all sizes until it is over, each until it is acknowledged, by whichever node.
    async fn write(self: Arc<Self>, writer: u64) {
        while !self.over.load(Ordering::Relaxed) {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let site = if number.is_multiple_of(3) { OTHER } else { SITE };
            let batch = decisions(site, number * 100, 1 + (number * 7) % 40);
            let mut turn = writer;
            while !self.append(site, &batch, turn).await {
                turn += 1;
                sleep(Duration::from_millis(5)).await;
            }
            let now = Instant::now();
            let batch = batch.into_iter().map(|sealed| (site, sealed, now));
            self.acknowledged.lock().unwrap().extend(batch);
            // Sealing is slow in a program compiled for tests, and the machine is to be left to the nodes.
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Whether any node that is there acknowledges the batch.
    async fn append(&self, site: &str, batch: &[Sealed], turn: u64) -> bool {
        let line = self.nodes.lock().unwrap()[turn as usize % 2]
            .as_ref()
            .map(Node::line);
        let Some(mut line) = line else { return false };
        match line.append(site, batch).await {
            Some(Ok(appended)) => {
                assert_eq!(appended.len(), batch.len());
                true
            }
            None | Some(Err(StoreError::Closed | StoreError::Busy | StoreError::Engine(_))) => false,
            Some(Err(fault)) => panic!("{fault:?}"),
        }
    }

    async fn kill(&self, which: usize, url: &str) {
        drop(self.nodes.lock().unwrap()[which].take());
        sleep(Duration::from_millis(30)).await;
        let again = Node::start(url, options()).await;
        self.nodes.lock().unwrap()[which] = Some(again);
    }
}

/// Cuts off a sequencer that has written in its transaction and not committed.
async fn cut(client: &Client) {
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'consent sequencer' AND backend_xid IS NOT NULL";
    let cutting = async {
        while client.query(sql, &[]).await.unwrap().is_empty() {
            sleep(Duration::from_millis(1)).await;
        }
    };
    timeout(Duration::from_secs(60), cutting)
        .await
        .expect("a sequencer in the middle of a batch");
}

/// How many entries have places.
async fn placed(store: &Arc<dyn Store>) -> u64 {
    store.size(SITE).await.unwrap() + store.size(OTHER).await.unwrap()
}

/// Watches a log grow: every head on the way, and when each entry was first seen in it.
async fn watch(
    store: Arc<dyn Store>,
    site: &'static str,
    over: Arc<AtomicBool>,
) -> (Vec<(u64, Hash)>, HashMap<[u8; 16], Instant>) {
    let (mut heads, mut seen) = (Vec::new(), HashMap::new());
    while !over.load(Ordering::Relaxed) {
        let new = store.leaves(site, seen.len() as u64, 10_000).await.unwrap();
        let now = Instant::now();
        if !new.is_empty() {
            seen.extend(new.iter().map(|entry| (entry.id, now)));
            let size = seen.len() as u64;
            heads.push((size, tree::root(&*store, site, size).await.unwrap()));
        }
        sleep(Duration::from_millis(5)).await;
    }
    (heads, seen)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_gap_and_no_fork_however_often_the_sequencer_is_killed() {
    let url = Postgres::shared().database().await;
    let client = connect(&url).await;
    let watcher = crate::node(&url).await;
    let scene = Arc::new(Scene {
        nodes: Mutex::new([
            Some(Node::start(&url, options()).await),
            Some(Node::start(&url, options()).await),
        ]),
        next: AtomicU64::new(0),
        over: AtomicBool::new(false),
        acknowledged: Mutex::default(),
    });
    let seen_all = Arc::new(AtomicBool::new(false));
    let watching =
        [SITE, OTHER].map(|site| tokio::spawn(watch(Arc::clone(&watcher), site, Arc::clone(&seen_all))));
    let writers: Vec<_> = (0..8)
        .map(|writer| tokio::spawn(Arc::clone(&scene).write(writer)))
        .collect();

    for round in 0..CUT {
        cut(&client).await;
        let before = placed(&watcher).await;
        if round % (CUT / KILLED) == 0 {
            scene.kill(round / (CUT / KILLED) % 2, &url).await;
        }
        until("more entries to have places", async || {
            (placed(&watcher).await > before).then_some(())
        })
        .await;
    }
    scene.over.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.await.unwrap();
    }
    let acknowledged = std::mem::take(&mut *scene.acknowledged.lock().unwrap());
    let all = acknowledged.len() as u64;
    until("all to have their places", async || {
        (placed(&watcher).await == all).then_some(())
    })
    .await;
    sleep(Duration::from_millis(50)).await;
    seen_all.store(true, Ordering::Relaxed);

    let mut delays = Vec::new();
    for (watching, site) in watching.into_iter().zip([SITE, OTHER]) {
        let (heads, seen) = watching.await.unwrap();
        assert!(heads.len() > 10, "{site}: {} heads were seen", heads.len());
        let of_site = acknowledged.iter().filter(|(of, ..)| *of == site);
        delays.extend(
            of_site
                .clone()
                .map(|(_, sealed, then)| seen[&sealed.id].saturating_duration_since(*then)),
        );
        let entries: Vec<_> = of_site.map(|(_, sealed, _)| sealed.clone()).collect();
        whole(&watcher, site, &entries, &heads).await;
    }
    delays.sort_unstable();
    let of = |share: usize| delays[(delays.len() - 1) * share / 1000];
    println!(
        "{} entries while {CUT} merges were cut off and nodes killed; from answer to place: median {:.0?}, 99 % {:.0?}, \
         longest {:.0?}; promised {PROMISED:.0?}",
        delays.len(),
        of(500),
        of(990),
        of(1000),
    );
}
