//! A small change in the writer's next transaction.

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::super::StoreError;
use super::work::{Job, Outcome, Work};

/// A change that is its own concern: if it is refused, it has left nothing behind.
pub(super) struct Statement<T, F> {
    change: Option<F>,
    result: Option<Result<T, StoreError>>,
    waiter: Option<oneshot::Sender<Result<T, StoreError>>>,
}

impl<T, F> Statement<T, F>
where
    T: Send + 'static,
    F: FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
{
    pub(super) fn boxed(change: F, waiter: oneshot::Sender<Result<T, StoreError>>) -> Box<dyn Job> {
        Box::new(Self {
            change: Some(change),
            result: None,
            waiter: Some(waiter),
        })
    }
}

impl<T, F> Job for Statement<T, F>
where
    T: Send + 'static,
    F: FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
{
    fn run(&mut self, work: &mut Work<'_>) -> Outcome {
        let Some(change) = self.change.take() else {
            return Ok(());
        };
        match change(work.connection) {
            // With a full disk, for instance, SQLite ends the whole transaction.
            Err(fault) if work.connection.is_autocommit() => Err(fault.into()),
            result => {
                self.result = Some(result);
                Ok(())
            }
        }
    }

    fn answer(mut self: Box<Self>, outcome: &Outcome) {
        let Some(waiter) = self.waiter.take() else { return };
        let result = self.result.take().unwrap_or(Err(StoreError::Closed));
        let _ = waiter.send(outcome.clone().map_err(StoreError::from).and(result));
    }
}
