//! A node that can be killed: nothing that it was doing is finished, as when its process ends.

use std::sync::Arc;

use consent_server::store::{Appended, PostgresOptions, PostgresStore, Sealed, Store, StoreError};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;

/// A store whose tasks and connections run in a runtime of their own.
pub(crate) struct Node {
    store: Arc<dyn Store>,
    runtime: Option<Runtime>,
    alive: watch::Sender<()>,
}

/// What a client of the node has.
pub(crate) struct Line {
    store: Arc<dyn Store>,
    alive: watch::Receiver<()>,
}

impl Line {
    /// What the node answers, or nothing when it dies before.
    pub(crate) async fn append(
        &mut self,
        site: &str,
        batch: &[Sealed],
    ) -> Option<Result<Vec<Appended>, StoreError>> {
        tokio::select! {
            answer = self.store.append(site, batch.to_vec()) => Some(answer),
            _ = self.alive.changed() => None,
        }
    }
}

impl Node {
    pub(crate) async fn start(url: &str, options: PostgresOptions) -> Self {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime");
        let url = url.to_owned();
        let connecting = runtime.spawn(async move { PostgresStore::connect(&url, options).await });
        let store: Arc<dyn Store> = Arc::new(connecting.await.expect("no panic").expect("a store"));
        Self {
            store,
            runtime: Some(runtime),
            alive: watch::Sender::new(()),
        }
    }

    pub(crate) fn line(&self) -> Line {
        Line {
            store: Arc::clone(&self.store),
            alive: self.alive.subscribe(),
        }
    }
}

impl Drop for Node {
    /// Drops every task where it stands, which closes every connection.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
