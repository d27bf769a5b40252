//! What a visitor does about cookies, in a visitor's words, and where it is on the page.

use crate::tab::Tab;

/// The first layer.
pub const NOTICE: &str = "[part~=notice]";
/// Its button for a yes to everything.
pub const ACCEPT: &str = "[part~=notice] [data-act=accept-all]";
/// Its button for a no to everything.
pub const REJECT: &str = "[part~=notice] [data-act=reject-all]";
/// Its button to choose.
pub const CHOOSE: &str = "[part~=notice] [data-act=preferences]";
/// The second layer.
pub const DIALOG: &str = "dialog[part~=preferences]";
/// The second layer's button that saves what the switches say.
pub const SAVE: &str = "dialog [data-act=save]";
/// The second layer's button for a yes to everything.
pub const ACCEPT_THERE: &str = "dialog [data-act=accept-all]";
/// The second layer's button for a no to everything.
pub const REJECT_THERE: &str = "dialog [data-act=reject-all]";
/// The second layer's button that closes it.
pub const CLOSE: &str = "dialog [data-act=close]";
/// The way back that floats over pages which have none of their own.
pub const REOPEN: &str = "[part~=reopen]";
/// The way back that a page has itself.
pub const OWN_WAY_BACK: &str = "footer [data-consent-action=preferences]";

impl Tab {
    /// Accepts everything on the first layer, and waits until that is done.
    pub async fn accepts(&self) {
        self.clicks(ACCEPT).await;
        self.is_decided("a").await;
    }

    /// Rejects everything on the first layer, and waits until that is done.
    pub async fn rejects(&self) {
        self.clicks(REJECT).await;
        self.is_decided("r").await;
    }

    /// Accepts or rejects everything.
    pub async fn answers(&self, accepts: bool) {
        if accepts {
            self.accepts().await;
        } else {
            self.rejects().await;
        }
    }

    /// Opens the second layer from the first, and waits until its list of services is there.
    pub async fn chooses(&self) {
        self.clicks(CHOOSE).await;
        self.second_layer_is_whole().await;
    }

    /// Opens the second layer by whichever way back the page has.
    pub async fn reopens(&self) {
        let way_back = if self.shows(OWN_WAY_BACK).await {
            OWN_WAY_BACK
        } else {
            REOPEN
        };
        self.clicks(way_back).await;
        self.will_show(DIALOG).await;
    }

    /// Waits until the second layer has its services, which come a little later than its switches.
    pub async fn second_layer_is_whole(&self) {
        self.will_show(DIALOG).await;
        self.until("find('dialog [part~=service]') != null").await;
    }

    /// Switches a category, or a service as `category/service`.
    pub async fn switches(&self, name: &str) {
        self.clicks(&switch(name)).await;
    }

    /// Saves what the switches say, and waits until that is done.
    pub async fn saves(&self) {
        self.clicks(SAVE).await;
        self.is_decided("c").await;
    }

    /// Waits until the visitor's latest act is this one, by its letter on the wire.
    pub async fn is_decided(&self, act: &str) -> &Self {
        self.until(&format!("window.consent?.state?.().act == '{act}'"))
            .await
    }
}

/// The switch of a category, or of a service as `category/service`.
#[must_use]
pub fn switch(name: &str) -> String {
    format!("dialog input[name='{name}']")
}
