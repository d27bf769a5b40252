//! The five sites by name.

/// What a site is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SiteName {
    /// Its host is `<name>.localhost`, its folder `sites/<name>`.
    pub name: &'static str,
    /// The company behind it.
    pub company: &'static str,
    /// Other domains of the company that lead to the site, as a browser writes them.
    pub redirects: &'static [&'static str],
}

/// The five sites.
pub const NAMES: [SiteName; 5] = [
    SiteName {
        name: "ngager",
        company: "Ngager Communication",
        redirects: &[],
    },
    SiteName {
        name: "netdialog",
        company: "Netdialog",
        redirects: &[],
    },
    SiteName {
        name: "nordicexperts",
        company: "Nordic Experts Group",
        // köpexperterna and säljexperterna
        redirects: &["xn--kpexperterna-4ib", "xn--sljexperterna-bfb"],
    },
    SiteName {
        name: "cag",
        company: "CAG Group",
        redirects: &[],
    },
    SiteName {
        name: "asurgent",
        company: "Asurgent",
        redirects: &[],
    },
];

/// The site that answers to this first label of a host name.
pub(crate) fn named(label: &str) -> Option<&'static SiteName> {
    NAMES.iter().find(|site| site.name == label)
}
