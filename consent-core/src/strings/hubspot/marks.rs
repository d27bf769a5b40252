//! HubSpot's cookies of one word: that a banner was answered, closed or need not be shown.

use crate::time::DAY;

/// A cookie that says one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Mark {
    /// The visitor opted out of the banner's cookies. The bundle of 2024 deletes it when it starts.
    OptOut,
    /// The visitor accepted before the banner was shown again. The bundle of 2024 deletes it when it starts.
    InitialOptIn,
    /// The site asked not to track this visitor: `_hsq.push(['doNotTrack'])`.
    DoNotTrack,
    /// The banner about GPC was closed.
    GpcBannerDismissed,
    /// The banner that only informs was closed.
    NotifyBannerDismissed,
    /// The browser was restarted since the last visit: no answer of anybody.
    NewSession,
}

impl Mark {
    /// Every one.
    pub const ALL: [Self; 6] = [
        Self::OptOut,
        Self::InitialOptIn,
        Self::DoNotTrack,
        Self::GpcBannerDismissed,
        Self::NotifyBannerDismissed,
        Self::NewSession,
    ];

    /// Returns the name of the cookie.
    #[must_use]
    pub const fn cookie(self) -> &'static str {
        match self {
            Self::OptOut => "__hs_opt_out",
            Self::InitialOptIn => "__hs_initial_opt_in",
            Self::DoNotTrack => "__hs_do_not_track",
            Self::GpcBannerDismissed => "__hs_gpc_banner_dismiss",
            Self::NotifyBannerDismissed => "__hs_notify_banner_dismiss",
            Self::NewSession => "__hssrc",
        }
    }

    /// Finds the mark of a cookie.
    #[must_use]
    pub fn of_cookie(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.cookie() == name)
    }

    /// Reads its value: the documents have `yes` and `no`, the bundle writes `true` for what it closes, and the session
    /// is `1`. Any other word says nothing.
    #[must_use]
    pub fn says(self, value: &str) -> Option<bool> {
        match (self, value) {
            (Self::NewSession, "1") => Some(true),
            (Self::NewSession, _) => None,
            (_, "yes" | "true") => Some(true),
            (_, "no" | "false") => Some(false),
            _ => None,
        }
    }

    /// Tells whether the present bundle deletes it: it is left over from before.
    #[must_use]
    pub const fn is_left_over(self) -> bool {
        matches!(self, Self::OptOut | Self::InitialOptIn)
    }

    /// Returns how long HubSpot keeps it, in seconds; nothing for what ends with the session.
    #[must_use]
    pub const fn lifetime(self) -> Option<u64> {
        match self {
            Self::NewSession => None,
            Self::InitialOptIn => Some(7 * DAY),
            _ => Some(180 * DAY),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cookie_leads_back_to_its_mark() {
        for mark in Mark::ALL {
            assert_eq!(Mark::of_cookie(mark.cookie()), Some(mark));
            assert_eq!(mark.says("1").is_some(), mark == Mark::NewSession);
            assert_eq!(mark.says("yes").is_some(), mark != Mark::NewSession);
            assert_eq!(mark.says("YES"), None);
            assert_eq!(mark.lifetime().is_none(), mark == Mark::NewSession);
        }
        assert_eq!(Mark::of_cookie("__hstc"), None);
        assert_eq!(Mark::DoNotTrack.says("no"), Some(false));
        assert!(Mark::OptOut.is_left_over() && !Mark::DoNotTrack.is_left_over());
    }
}
