//! Every type of problem with its status, and its documentation: the one table that docs and answers share.

use axum::http::StatusCode;

macro_rules! problem_types {
    ($($variant:ident $name:literal $status:ident $retry:literal $title:literal $about:literal;)+) => {
        /// A type of problem (RFC 9457), documented under `/problems/<name>`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ProblemType {
            $(#[doc = $title] $variant,)+
        }

        impl ProblemType {
            /// Every type.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$variant),+];

            /// Its name, the last part of its address.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The status of an answer with it.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status,)+ }
            }

            /// Whether the same request may succeed later.
            #[must_use]
            pub const fn retry(self) -> bool {
                match self { $(Self::$variant => $retry,)+ }
            }

            /// What it means, in a sentence.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)+ }
            }

            /// Why it happens, and what to do about it.
            #[must_use]
            pub const fn about(self) -> &'static str {
                match self { $(Self::$variant => $about,)+ }
            }
        }
    };
}

problem_types! {
    Malformed "malformed" BAD_REQUEST false
        "The request cannot be read."
        "The body is not JSON, is nested deeper than allowed, lacks a field or has one too many, or a value is not \
         what its field holds; or a parameter of the address is not. The detail says which. Sending the same again \
         will not help.";
    TooLarge "too-large" PAYLOAD_TOO_LARGE false
        "The body is larger than allowed."
        "Events take 16 KiB and 20 events a request, questions to verify 64 KiB, policies and notices 2 MiB. Send \
         events in smaller batches.";
    HeadersTooLarge "headers-too-large" REQUEST_HEADER_FIELDS_TOO_LARGE false
        "The headers are larger than allowed."
        "All headers together take 8 KiB. The API needs no cookies; send none.";
    MediaType "media-type" UNSUPPORTED_MEDIA_TYPE false
        "The body is of a type that is not read here."
        "Send JSON as application/json, or as text/plain where a browser must not ask first.";
    WrongOrigin "wrong-origin" FORBIDDEN false
        "The page that sent this is not of the site it names."
        "The Origin header must be exactly one of the site's origins. Add the origin to the site's options, or \
         correct the site's name in the page. A backend that sends no Origin needs an API key with scope ingest.";
    Unauthorized "unauthorized" UNAUTHORIZED false
        "An API key is needed."
        "Send Authorization: Bearer with a key that exists and has not been revoked. Which scope is needed stands in \
         /openapi.json.";
    Forbidden "forbidden" FORBIDDEN false
        "The API key is not for this."
        "The key lacks the scope that this needs, or is for another site. Make a key with the scope and the site.";
    UnknownSite "unknown-site" NOT_FOUND false
        "There is no such site here."
        "The site's name is the one that the server was started with, such as the first label of its domain.";
    SiteNeeded "site-needed" BAD_REQUEST false
        "The request does not say which site it is about."
        "This server has several sites: add ?site= with one's name.";
    NotFound "not-found" NOT_FOUND false
        "There is nothing here."
        "The address does not exist; or the record, notice or key does not, has been erased, or is not shown to who \
         does not hold its receipt. These are not told apart on purpose.";
    MethodNotAllowed "method-not-allowed" METHOD_NOT_ALLOWED false
        "The address does not take this method."
        "The header Allow says which ones it takes.";
    UnknownPolicy "unknown-policy" UNPROCESSABLE_ENTITY true
        "The consent string was made for a policy that the server does not know."
        "The page was published before the server got its policy. Keep the event and try again; deploy the site's \
         policy.json to the server (PUT /v1/sites/{site}/policy, or restart it with the new folder).";
    WrongSite "wrong-site" UNPROCESSABLE_ENTITY false
        "The consent string was made for another site's policy."
        "The page names the wrong site, or a string of one site was sent for another. A decision counts only for the \
         policy that was shown.";
    FarDated "far-dated" UNPROCESSABLE_ENTITY false
        "The decision's time is out of range."
        "A decision is taken from 30 days back to 10 minutes ahead of the server's clock. One that is late within \
         that range is recorded and flagged. Drop events that are older.";
    Conflict "conflict" CONFLICT false
        "The id is taken by something else."
        "An id is an idempotency key: the same id with the same content is answered as the first time, with other \
         content it is refused. Give each event, and each API key, an id or name of its own.";
    Replayed "replayed" CONFLICT false
        "The same decision is kept under another id."
        "A consent string is recorded once. A retry must use the id of the first attempt.";
    Erased "erased" GONE false
        "The id was recorded and has been erased."
        "The subject asked for erasure, or the record's time was over. What is erased does not come back: drop the \
         event.";
    Unacceptable "unacceptable" UNPROCESSABLE_ENTITY false
        "What was deployed is not a policy or a notice."
        "Send policy.json or notice.<language>.json exactly as consent build wrote it.";
    OutOfRange "out-of-range" UNPROCESSABLE_ENTITY false
        "The log has no such place or size."
        "Sizes go from 1 to that of the newest checkpoint, and from must not be after to.";
    TooMany "too-many" TOO_MANY_REQUESTS true
        "Too many requests."
        "Each address prefix (/24, /56) and each site has its share. Wait as long as the header Retry-After says.";
    Timeout "timeout" REQUEST_TIMEOUT true
        "The request took too long."
        "A request takes at most 5 seconds, its body included. Nothing is known of its outcome: an event may be \
         sent again with the same id.";
    Busy "busy" SERVICE_UNAVAILABLE true
        "Too much is waiting to be written."
        "Nothing of the request was recorded. Keep it, and try again after as long as the header Retry-After says.";
    Closing "closing" SERVICE_UNAVAILABLE true
        "The server is stopping."
        "Nothing of the request was recorded. Try again; another node or the restarted one will take it.";
    NotReady "not-ready" SERVICE_UNAVAILABLE true
        "The server cannot reach its storage."
        "The storage engine does not answer. The server's own log says more.";
    Corrupt "corrupt" SERVICE_UNAVAILABLE false
        "What is kept contradicts itself."
        "The log does not match its own checkpoint: somebody else has written into the storage. The server takes \
         nothing more, so that evidence is not covered over. Verify a copy with consent log verify, and restore a \
         backup that passes.";
    Internal "internal" INTERNAL_SERVER_ERROR true
        "The server failed."
        "The fault is in the server, not in the request; its log has more under the request id of the header \
         X-Request-Id. An event may be sent again with the same id.";
}

impl ProblemType {
    /// Its address, relative to the server.
    #[must_use]
    pub fn path(self) -> String {
        format!("/problems/{}", self.name())
    }

    /// The type of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_type_has_a_name_of_its_own_and_is_documented() {
        let names: BTreeSet<_> = ProblemType::ALL.iter().map(|kind| kind.name()).collect();
        assert_eq!(names.len(), ProblemType::ALL.len());
        for kind in ProblemType::ALL {
            assert_eq!(ProblemType::named(kind.name()), Some(kind));
            assert!(kind.status().is_client_error() || kind.status().is_server_error());
            assert!(kind.about().len() > kind.title().len(), "{kind:?}");
            assert!(!kind.about().contains("  "), "{kind:?}");
        }
        assert_eq!(ProblemType::named("nothing"), None);
    }

    /// `docs/problems.md`. To write it anew, run this test with `CONSENT_WRITE_DOCS=1`.
    #[test]
    fn the_documentation_has_every_type() {
        let mut text = String::from(
            "# Problems\n\nWhat the server answers when something is wrong: `application/problem+json` (RFC 9457), \
             each with a type of its own. The server has the same under `/problems/<name>`. With “again” the same \
             request may succeed later; wait as long as the header `Retry-After` says.\n",
        );
        for kind in ProblemType::ALL {
            let again = if kind.retry() { ", again" } else { "" };
            text.push_str(&format!(
                "\n## {}\n{}{again}. {}\n\n{}\n",
                kind.name(),
                kind.status().as_u16(),
                kind.title(),
                kind.about()
            ));
        }
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/problems.md");
        if std::env::var_os("CONSENT_WRITE_DOCS").is_some() {
            std::fs::write(path, &text).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), text);
    }
}
