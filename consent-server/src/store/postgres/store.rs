//! The store's promises, each kept by the file that knows how.

use async_trait::async_trait;
use tokio::sync::oneshot;

use super::super::{
    ApiKey, Appended, CheckpointRow, Conflict, Counted, EntryRow, Kept, LoggedEntry, NodeRow, NoticeRow,
    PolicyRow, PublicKeyRow, Sealed, Store, StoreError, tree,
};
use super::queue::Batch;
use super::{PostgresStore, declared, erase, read};

#[async_trait]
impl Store for PostgresStore {
    async fn append(&self, site: &str, entries: Vec<Sealed>) -> Result<Vec<Appended>, StoreError> {
        let (answer, told) = oneshot::channel();
        self.queue.put(site, Batch { entries, answer })?;
        told.await.map_err(|_| StoreError::Closed)?
    }

    async fn record(&self, site: &str, id: [u8; 16]) -> Result<Option<Kept>, StoreError> {
        let client = self.client().await?;
        Ok(read::record(&client, site, id).await?)
    }

    async fn subject(&self, site: &str, subject: &str) -> Result<Vec<Kept>, StoreError> {
        let client = self.client().await?;
        Ok(read::subject(&client, site, subject).await?)
    }

    async fn erase(&self, site: &str, ids: &[[u8; 16]], tombstone: Sealed) -> Result<Appended, StoreError> {
        let erased = erase::erase(&self.pool, &self.enrolled, site, ids, &tombstone).await?;
        self.bell.notify_one();
        Ok(erased)
    }

    async fn ended(&self, site: &str, ended_before: u64, limit: usize) -> Result<Vec<[u8; 16]>, StoreError> {
        let client = self.client().await?;
        Ok(read::ended(&client, site, ended_before, limit).await?)
    }

    async fn size(&self, site: &str) -> Result<u64, StoreError> {
        let client = self.client().await?;
        Ok(read::size(&client, site).await?)
    }

    async fn entries(&self, site: &str, from: u64, limit: usize) -> Result<Vec<LoggedEntry>, StoreError> {
        let client = self.client().await?;
        Ok(read::entries(&client, site, from, limit).await?)
    }

    async fn leaves(&self, site: &str, from: u64, limit: usize) -> Result<Vec<EntryRow>, StoreError> {
        let client = self.client().await?;
        Ok(read::leaves(&client, site, from, limit).await?)
    }

    async fn seq_of(&self, site: &str, id: [u8; 16]) -> Result<Option<u64>, StoreError> {
        let client = self.client().await?;
        Ok(read::seq_of(&client, site, id).await?)
    }

    async fn nodes(
        &self,
        site: &str,
        level: u8,
        from: u64,
        limit: usize,
    ) -> Result<Vec<NodeRow>, StoreError> {
        let client = self.client().await?;
        Ok(read::nodes(&client, site, level, from, limit).await?)
    }

    async fn put_checkpoint(&self, site: &str, checkpoint: CheckpointRow) -> Result<(), StoreError> {
        let client = self.client().await?;
        match declared::put_checkpoint(&client, site, &checkpoint).await? {
            Some(kept) => tree::same_head(site, &checkpoint, &kept),
            None => Ok(()),
        }
    }

    async fn checkpoint(&self, site: &str) -> Result<Option<CheckpointRow>, StoreError> {
        let client = self.client().await?;
        Ok(declared::checkpoint(&client, site).await?)
    }

    async fn checkpoints(
        &self,
        site: &str,
        from: u64,
        limit: usize,
    ) -> Result<Vec<CheckpointRow>, StoreError> {
        let client = self.client().await?;
        Ok(declared::checkpoints(&client, site, from, limit).await?)
    }

    async fn put_policy(&self, site: &str, policy: PolicyRow) -> Result<bool, StoreError> {
        let client = self.client().await?;
        Ok(declared::put_policy(&client, site, &policy).await?)
    }

    async fn policies(&self, site: &str) -> Result<Vec<PolicyRow>, StoreError> {
        let client = self.client().await?;
        Ok(declared::policies(&client, site).await?)
    }

    async fn put_notice(&self, site: &str, notice: NoticeRow) -> Result<bool, StoreError> {
        let client = self.client().await?;
        Ok(declared::put_notice(&client, site, &notice).await?)
    }

    async fn notice(&self, site: &str, digest: &str) -> Result<Option<NoticeRow>, StoreError> {
        let client = self.client().await?;
        Ok(declared::notice(&client, site, digest).await?)
    }

    async fn notices(&self, site: &str) -> Result<Vec<NoticeRow>, StoreError> {
        let client = self.client().await?;
        Ok(declared::notices(&client, site).await?)
    }

    async fn tallies(&self, site: &str, from: u32, to: u32) -> Result<Vec<Counted>, StoreError> {
        let client = self.client().await?;
        Ok(declared::tallies(&client, site, from, to).await?)
    }

    async fn put_api_key(&self, key: ApiKey) -> Result<(), StoreError> {
        let client = self.client().await?;
        if declared::put_api_key(&client, &key).await? {
            return Ok(());
        }
        Err(StoreError::Conflict {
            index: 0,
            conflict: Conflict::SameId,
        })
    }

    async fn api_keys(&self) -> Result<Vec<ApiKey>, StoreError> {
        let client = self.client().await?;
        Ok(declared::api_keys(&client).await?)
    }

    async fn revoke_api_key(&self, name: &str, at: u64) -> Result<bool, StoreError> {
        let client = self.client().await?;
        Ok(declared::revoke_api_key(&client, name, at).await?)
    }

    async fn put_public_key(&self, key: PublicKeyRow) -> Result<(), StoreError> {
        let client = self.client().await?;
        Ok(declared::put_public_key(&client, &key).await?)
    }

    async fn public_keys(&self) -> Result<Vec<PublicKeyRow>, StoreError> {
        let client = self.client().await?;
        Ok(declared::public_keys(&client).await?)
    }

    async fn put_link(&self, site: &str, subject: &str, account: &str) -> Result<(), StoreError> {
        let client = self.client().await?;
        Ok(declared::put_link(&client, site, subject, account).await?)
    }

    async fn linked(&self, site: &str, account: &str) -> Result<Vec<String>, StoreError> {
        let client = self.client().await?;
        Ok(declared::linked(&client, site, account).await?)
    }

    async fn ping(&self) -> Result<(), StoreError> {
        let client = self.client().await?;
        Ok(read::ping(&client).await?)
    }

    fn waiting(&self) -> usize {
        self.queue.waiting() + self.placeless()
    }

    async fn close(&self) {
        self.stop().await;
    }
}
