//! What a running demo keeps.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use crate::hits::Hits;
use crate::parties::Party;
use crate::publish::Published;

/// Everything a running demo knows.
#[derive(Debug)]
pub(crate) struct DemoState {
    /// The folder that holds `sites/`, `stand-ins/` and `panel/`.
    pub(crate) root: PathBuf,
    /// Port of the sites.
    pub(crate) sites_port: u16,
    /// Where third parties are: `localhost:<port>`, to be put behind their real host.
    pub(crate) third: String,
    /// The third parties.
    pub(crate) parties: Vec<Party>,
    /// Requests to third parties so far.
    pub(crate) hits: Hits,
    /// The address of the server that decisions are recorded with.
    pub(crate) record: String,
    /// What opens its dashboard.
    pub(crate) dashboard_key: String,
    /// What each site has published under `/consent/`.
    pub(crate) published: RwLock<BTreeMap<String, Arc<Published>>>,
}

impl DemoState {
    /// What `site` serves under `/consent/` now.
    pub(crate) fn published(&self, site: &str) -> Arc<Published> {
        self.published
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(site)
            .cloned()
            .unwrap_or_default()
    }

    /// Puts a new build of `site` into service; addresses of the one before stay valid, as on a CDN.
    pub(crate) fn put_into_service(&self, site: &str, build: Published) {
        let mut all = self.published.write().unwrap_or_else(PoisonError::into_inner);
        let before = all.get(site).cloned().unwrap_or_default();
        all.insert(site.to_owned(), Arc::new(build.over(&before)));
    }

    /// The address of a site's front page.
    pub(crate) fn url(&self, site: &str) -> String {
        format!("http://{site}.localhost:{}/", self.sites_port)
    }
}
