//! What the server of the demo has on record, asked as a backend would: from this program, past any browser.

use consent_core::receipt::{ConsentRecord, Entry, KeySet, Receipt};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::site::Sites;
use crate::tab::Tab;
use crate::wait::until;

impl Sites {
    /// Everything that a site's visitor is on record with, the oldest first; each receipt is sound.
    pub async fn records(&self, site: &str, subject: &str) -> Vec<ConsentRecord> {
        let history = self.asks(&format!("/v1/subjects/{subject}?site={site}")).await;
        let receipts: Vec<Receipt> = serde_json::from_value(history["records"].clone()).expect("receipts");
        let keys = self.keys().await;
        let record = |receipt: Receipt| {
            let verified = receipt.verify(&keys).unwrap_or_else(|fault| panic!("{fault}"));
            match verified.record() {
                Entry::Consent(record) => record.clone(),
                other => panic!("no decision: {other:?}"),
            }
        };
        receipts.into_iter().map(record).collect()
    }

    /// The server's public keys.
    pub async fn keys(&self) -> KeySet {
        let keys = self.asks("/.well-known/consent-keys").await;
        KeySet::from_json(&keys.to_string()).unwrap_or_else(|fault| panic!("{fault}"))
    }

    /// What the server answers to a plain question.
    async fn asks(&self, path: &str) -> Value {
        let address = self.record();
        let host = address.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host.replace("localhost", "127.0.0.1"))
            .await
            .expect("the record listens");
        let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.expect("a question");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        assert!(head.starts_with("HTTP/1.1 200"), "{path}: {answer}");
        serde_json::from_str(body).unwrap_or_else(|fault| panic!("{path}: {fault}: {answer}"))
    }
}

impl Tab {
    /// The pseudonym of the visitor who has this tab open.
    pub async fn subject(&self) -> String {
        let state = self.state().await;
        state["id"]
            .as_str()
            .expect("an id, since there is a decision")
            .to_owned()
    }

    /// Waits until so many decisions of this visitor are on record, and returns them.
    pub async fn is_on_record(&self, sites: &Sites, site: &str, times: usize) -> Vec<ConsentRecord> {
        let subject = self.subject().await;
        until(&format!("{times} records of {subject}"), async || {
            let records = sites.records(site, &subject).await;
            (records.len() == times).then_some(records)
        })
        .await
    }

    /// How many lines wait to be sent.
    pub async fn waiting(&self) -> usize {
        self.evaluate("(localStorage['consent-queue'] || '').split('\\n').filter(Boolean).length")
            .await
    }

    /// How often events have been sent from this tab, whatever came of it.
    #[must_use]
    pub fn sent(&self) -> usize {
        let all = self.seen.requests();
        all.iter().filter(|url| url.ends_with("/v1/events")).count()
    }
}
