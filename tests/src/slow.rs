//! A poor phone on a poor line, as the field measures with: a quarter of this machine's power, and “slow 4G”.

use chromiumoxide::cdp::browser_protocol::emulation::SetCpuThrottlingRateParams;
use chromiumoxide::cdp::browser_protocol::network::{
    EmulateNetworkConditionsByRuleParams, EnableParams, NetworkConditions, SetCacheDisabledParams,
};
use chromiumoxide::cdp::browser_protocol::page::NavigateParams;

use crate::tab::Tab;

/// How many times slower than this machine.
const POWER: f64 = 4.0;
/// Milliseconds until an answer begins.
const LATENCY: f64 = 150.0;
/// Bytes a second.
const DOWN: f64 = 1_600_000.0 / 8.0;
const UP: f64 = 750_000.0 / 8.0;

impl Tab {
    /// Is from now on on such a phone.
    pub async fn is_slow(&self) {
        self.page.execute(EnableParams::default()).await.expect("a line");
        let line = EmulateNetworkConditionsByRuleParams::new(
            false,
            vec![NetworkConditions::new("", LATENCY, DOWN, UP)],
        );
        self.page.execute(line).await.expect("a line");
        let power = SetCpuThrottlingRateParams::new(POWER);
        self.page.execute(power).await.expect("a processor");
    }

    /// Fetches every file again that a page asks for.
    pub async fn forgets_files(&self) {
        let forgets = SetCacheDisabledParams::new(true);
        self.page.execute(forgets).await.expect("no files kept");
    }

    /// Sets out for an address, and does not look at the page: whoever looks takes time from it.
    pub async fn sets_out_for(&self, address: &str) {
        let goes = NavigateParams::new(address);
        self.page.execute(goes).await.expect("a page");
    }
}
