//! Where decisions are recorded.

use alloc::format;
use alloc::string::ToString;

use super::super::draft::{RecordDraft, RecordParts};
use super::super::loose::short;
use super::super::{ConfigDraft, Host, Recording};
use super::Checker;

impl Checker<'_> {
    /// The server and the site's key on it; nothing when decisions are not recorded, or when there is a fault.
    pub(super) fn record(&mut self, draft: &ConfigDraft, domains: &[Host]) -> Option<Recording> {
        let place = draft.place("record");
        let written = draft.record.wanted(&place, &mut self.faults)?.clone();
        let is_short = matches!(written, RecordDraft::Server(_));
        let parts = written.parts();
        self.unknown::<RecordParts>(&parts.unknown, &place);

        let server_place = if is_short {
            place.clone()
        } else {
            place.key("server")
        };
        let text = parts.server.needed(&server_place, &mut self.faults);
        let server = text.and_then(|text| {
            let server = Recording::parse_server(text);
            if server.is_none() {
                let mend = "write an address that begins with “https://”, or a path on the site such as “/consent-api”; \
                            without “?” and “#”";
                self.faults.add(
                    &server_place,
                    format!("“{}” is not where a server can be", short(text)),
                    mend,
                );
            }
            server
        });

        let site_place = place.key("site");
        let site = match parts.site.wanted(&site_place, &mut self.faults) {
            Some(site) if Recording::is_site(site) => Some(site.as_str()),
            Some(site) => {
                let mend = "write 1 to 63 of a-z, 0-9 and “-”, without “-” at either end, such as “example”";
                self.faults.add(
                    &site_place,
                    format!("“{}” is not a site's key", short(site)),
                    mend,
                );
                None
            }
            None => domains.first().and_then(Recording::site_of),
        };
        Some(Recording::new(server?, site?.to_string()))
    }
}
