//! The demo's consent server: where the five sites record, on a port of its own as it would have a host of its own.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, anyhow, ensure};
use axum::Router;
use axum::body::Body;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use axum::http::{Request, header};
use consent_server::{App, Clock, Database, Limits, Options, Scope, Share, SiteOptions, SystemClock};
use tempfile::TempDir;
use tower::ServiceExt as _;

use crate::address::address;
use crate::publish::{Published, is_policy};
use crate::site::{NAMES, SiteName};

/// What the names of the demo's API keys begin with.
const KEY: &str = "demo-";

/// Where the server keeps what it keeps.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    /// Removed when nobody records into it any more.
    _temporary: Option<TempDir>,
}

impl Folder {
    /// That folder; one that is gone with the demo where none is named.
    pub(crate) fn open(path: Option<PathBuf>) -> anyhow::Result<Self> {
        let (path, temporary) = match path {
            Some(path) => (path, None),
            None => {
                let folder = tempfile::tempdir().context("no temporary folder for the record")?;
                (folder.path().to_owned(), Some(folder))
            }
        };
        std::fs::create_dir_all(&path).with_context(|| path.display().to_string())?;
        Ok(Self {
            path,
            _temporary: temporary,
        })
    }

    /// A file in it.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The server's database.
    pub(crate) fn database(&self) -> PathBuf {
        self.file("consent.sqlite")
    }

    /// The server's private keys.
    fn keys(&self) -> PathBuf {
        self.file("keys.json")
    }

    /// Removes the record, and the keys that sealed it.
    pub(crate) fn forget_record(&self) -> anyhow::Result<()> {
        for entry in std::fs::read_dir(&self.path)? {
            let path = entry?.path();
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            if path == self.keys() || name.starts_with("consent.sqlite") {
                std::fs::remove_file(&path).with_context(|| path.display().to_string())?;
            }
        }
        Ok(())
    }

    /// Where what a site has published lies for the server to read.
    fn published(&self, site: &str) -> PathBuf {
        self.path.join("published").join(site)
    }

    /// Puts a site's build where the server reads it.
    pub(crate) fn put(&self, site: &str, build: &Published) -> anyhow::Result<()> {
        let folder = self.published(site);
        std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        for (name, text) in build.for_the_record() {
            let file = folder.join(name);
            std::fs::write(&file, text).with_context(|| file.display().to_string())?;
        }
        Ok(())
    }
}

/// What the server is started with.
pub(crate) fn options(folder: &Folder, sites_port: u16, clock: Arc<dyn Clock>) -> Options {
    let site = |site: SiteName| SiteOptions {
        key: site.name.into(),
        published: folder.published(site.name),
        origins: vec![format!("http://{}.localhost:{sites_port}", site.name)],
        ..SiteOptions::default()
    };
    // One machine asks for all visitors.
    let plenty = Share::new(1_000_000, 1_000_000);
    Options {
        name: "consent.localhost".into(),
        database: Database::Sqlite(folder.database()),
        keys: folder.keys(),
        sites: NAMES.map(site).into(),
        limits: Limits {
            prefix: plenty,
            site: plenty,
        },
        clock,
        ..Options::default()
    }
}

/// The server, and keys for it.
#[derive(Debug)]
pub(crate) struct Recording {
    app: Arc<App>,
    router: Router,
    folder: Folder,
    port: u16,
    key: String,
    deploys: String,
}

impl Recording {
    /// Opens the server on what is in the folder, for sites that have been put there.
    pub(crate) async fn open(folder: Folder, sites_port: u16, port: u16) -> anyhow::Result<Self> {
        let app = App::open(&options(&folder, sites_port, Arc::new(SystemClock))).await?;
        // Each start has a key of its own; those before, which some terminal may still show, open nothing.
        for before in app.store().api_keys().await? {
            if before.name.starts_with(KEY) && before.revoked_at.is_none() {
                app.store().revoke_api_key(&before.name, app.now()).await?;
            }
        }
        let name = |what: &str| format!("{KEY}{what}-{}", app.now());
        let key = app.make_key(&name("reads"), None, &[Scope::Stats]).await?;
        let deploys = app.make_key(&name("deploys"), None, &[Scope::Deploy]).await?;
        Ok(Self {
            router: consent_server::router(Arc::clone(&app)),
            app,
            folder,
            port,
            key,
            deploys,
        })
    }

    /// What listens.
    pub(crate) fn service(&self) -> IntoMakeServiceWithConnectInfo<Router, SocketAddr> {
        self.router.clone().into_make_service_with_connect_info()
    }

    /// What the sites' pages call it.
    pub(crate) fn address(&self) -> String {
        address(self.port)
    }

    /// The port that it listens on.
    pub(crate) const fn port(&self) -> u16 {
        self.port
    }

    /// The key that opens the dashboard.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// Makes a new build of a site known, as a deployment does, before any visitor can have seen it.
    pub(crate) async fn deploy(&self, site: &str, build: &Published) -> anyhow::Result<()> {
        self.folder.put(site, build)?;
        deploy(&self.router, &self.deploys, site, build).await
    }

    /// Signs the log a last time, and closes it.
    pub(crate) async fn close(&self) {
        self.app.close().await;
    }
}

/// Sends a site's policy and notices to a server.
pub(crate) async fn deploy(router: &Router, key: &str, site: &str, build: &Published) -> anyhow::Result<()> {
    let (mut policies, notices): (Vec<_>, Vec<_>) =
        build.for_the_record().partition(|(name, _)| is_policy(name));
    // The site's own last, as the one in force; those of regions are known then too.
    policies.sort_by_key(|(name, _)| *name == "policy.json");
    let notices = notices.into_iter().map(|(_, text)| ("notices", text));
    let policies = policies.into_iter().map(|(_, text)| ("policy", text));
    // Notices first: whoever is asked under the new policy has seen one of them.
    for (what, text) in notices.chain(policies) {
        let request = Request::put(format!("/v1/sites/{site}/{what}"))
            .header(header::AUTHORIZATION, format!("Bearer {key}"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(text.to_vec()))?;
        let response = router.clone().oneshot(request).await?;
        let status = response.status();
        if !status.is_success() {
            let said = axum::body::to_bytes(response.into_body(), 64 * 1024).await?;
            return Err(anyhow!(
                "{site}'s {what} was not taken: {status} {}",
                String::from_utf8_lossy(&said)
            ));
        }
    }
    Ok(())
}

/// Where the demo keeps its record from one start to the next, beside what Cargo builds.
///
/// # Errors
/// When this program does not lie in a folder that Cargo builds into.
pub fn usual_folder() -> anyhow::Result<PathBuf> {
    let program = std::env::current_exe().context("this program does not know where it lies")?;
    let target = program.ancestors().nth(2).map(Path::to_owned);
    let target = target.context("this program lies in no folder of Cargo's")?;
    ensure!(target.is_dir(), "{} is no folder", target.display());
    Ok(target.join("demo"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_ones_own_is_gone_with_it() {
        let folder = Folder::open(None).expect("a folder");
        let path = folder.path.clone();
        assert!(path.is_dir());
        drop(folder);
        assert!(!path.exists());
    }
}
