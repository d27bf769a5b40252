//! `/openapi.json`: the routes as they are, with every type of problem that each may answer.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use utoipa::openapi::path::{HttpMethod, Operation};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{
    Components, ContentBuilder, Info, OpenApi, OpenApiBuilder, Ref, RefOr, ResponseBuilder,
};
use utoipa::{PartialSchema as _, ToSchema as _};

use super::problem::ProblemBody;
use super::problem_type::ProblemType::{self, *};

/// What every route may answer that does not only say what is known anyway.
const USUAL: [ProblemType; 6] = [HeadersTooLarge, TooMany, Timeout, Closing, Corrupt, Internal];

/// What each route may answer beside the usual.
const PROBLEMS: [(&str, &str, &[ProblemType]); 24] = [
    (
        "post",
        "/v1/events",
        &[
            Malformed,
            TooLarge,
            MediaType,
            UnknownSite,
            WrongOrigin,
            Unauthorized,
            Forbidden,
            UnknownPolicy,
            WrongSite,
            FarDated,
            Conflict,
            Replayed,
            Erased,
            Busy,
        ],
    ),
    (
        "get",
        "/v1/receipts/{id}",
        &[
            Malformed,
            SiteNeeded,
            UnknownSite,
            Unauthorized,
            Forbidden,
            NotFound,
        ],
    ),
    (
        "get",
        "/v1/subjects/{subject}",
        &[Malformed, SiteNeeded, UnknownSite, WrongOrigin],
    ),
    (
        "delete",
        "/v1/subjects/{subject}",
        &[Malformed, SiteNeeded, UnknownSite, WrongOrigin, Busy],
    ),
    (
        "post",
        "/v1/subjects/{subject}/account",
        &[
            Malformed,
            TooLarge,
            MediaType,
            SiteNeeded,
            UnknownSite,
            Unauthorized,
            Forbidden,
            Busy,
        ],
    ),
    (
        "post",
        "/v1/accounts/export",
        &[
            Malformed,
            TooLarge,
            MediaType,
            SiteNeeded,
            UnknownSite,
            Unauthorized,
            Forbidden,
        ],
    ),
    (
        "post",
        "/v1/accounts/erase",
        &[
            Malformed,
            TooLarge,
            MediaType,
            SiteNeeded,
            UnknownSite,
            Unauthorized,
            Forbidden,
            Busy,
        ],
    ),
    (
        "post",
        "/v1/verify",
        &[Malformed, TooLarge, MediaType, SiteNeeded, UnknownSite],
    ),
    (
        "get",
        "/v1/notices/{digest}",
        &[Malformed, SiteNeeded, UnknownSite, NotFound],
    ),
    (
        "put",
        "/v1/sites/{site}/policy",
        &[
            Malformed,
            TooLarge,
            MediaType,
            UnknownSite,
            Unauthorized,
            Forbidden,
            Unacceptable,
            Busy,
        ],
    ),
    (
        "put",
        "/v1/sites/{site}/notices",
        &[
            Malformed,
            TooLarge,
            MediaType,
            UnknownSite,
            Unauthorized,
            Forbidden,
            Unacceptable,
            Busy,
        ],
    ),
    (
        "get",
        "/v1/log/checkpoint",
        &[Malformed, SiteNeeded, UnknownSite, NotFound],
    ),
    (
        "get",
        "/v1/log/inclusion",
        &[Malformed, SiteNeeded, UnknownSite, NotFound, OutOfRange],
    ),
    (
        "get",
        "/v1/log/consistency",
        &[Malformed, SiteNeeded, UnknownSite, NotFound, OutOfRange],
    ),
    ("get", "/v1/log/entries", &[Malformed, SiteNeeded, UnknownSite]),
    (
        "get",
        "/v1/stats",
        &[Malformed, SiteNeeded, UnknownSite, Unauthorized, Forbidden],
    ),
    ("get", "/v1/keys", &[Unauthorized, Forbidden]),
    (
        "post",
        "/v1/keys",
        &[
            Malformed,
            TooLarge,
            MediaType,
            UnknownSite,
            Unauthorized,
            Forbidden,
            Conflict,
            Busy,
        ],
    ),
    (
        "delete",
        "/v1/keys/{name}",
        &[Unauthorized, Forbidden, NotFound, Busy],
    ),
    ("post", "/v1/keys/rotate", &[Unauthorized, Forbidden, Busy]),
    ("get", "/healthz", &[HeadersTooLarge]),
    (
        "get",
        "/readyz",
        &[HeadersTooLarge, Timeout, NotReady, Closing, Corrupt],
    ),
    ("get", "/.well-known/consent-keys", &[]),
    ("get", "/problems/{name}", &[HeadersTooLarge, NotFound]),
];

/// The document before the routes have added themselves.
pub(super) fn beginning() -> OpenApi {
    let mut components = Components::new();
    components.add_security_scheme("key", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    let mut schemas = Vec::new();
    ProblemBody::schemas(&mut schemas);
    schemas.push((ProblemBody::name().into(), ProblemBody::schema()));
    components.schemas.extend(schemas);
    let mut about = Info::new("Consent", env!("CARGO_PKG_VERSION"));
    about.description = Some(
        "Records, proves and verifies what visitors decided about cookies. Every problem is of a type of its own \
         (RFC 9457), named under x-problems, and documented at its address."
            .into(),
    );
    OpenApiBuilder::new()
        .info(about)
        .components(Some(components))
        .build()
}

/// Adds to every route the problems that it may answer.
pub(super) fn with_problems(mut api: OpenApi) -> OpenApi {
    for (path, item) in &mut api.paths.paths {
        for (method, operation) in [
            (HttpMethod::Get, &mut item.get),
            (HttpMethod::Post, &mut item.post),
            (HttpMethod::Put, &mut item.put),
            (HttpMethod::Delete, &mut item.delete),
        ] {
            if let Some(operation) = operation {
                add(operation, problems_of(&method, path));
            }
        }
    }
    api
}

fn problems_of(method: &HttpMethod, path: &str) -> &'static [ProblemType] {
    let word = match method {
        HttpMethod::Get => "get",
        HttpMethod::Post => "post",
        HttpMethod::Put => "put",
        _ => "delete",
    };
    let of_it = PROBLEMS
        .iter()
        .find(|(method, route, _)| (*method, *route) == (word, path));
    of_it.map_or(&[], |(_, _, problems)| problems)
}

fn add(operation: &mut Operation, problems: &[ProblemType]) {
    let mut by_status: BTreeMap<u16, Vec<ProblemType>> = BTreeMap::new();
    // Routes that say which headers are too large say all that they may answer.
    let usual = if problems.contains(&HeadersTooLarge) {
        &[]
    } else {
        USUAL.as_slice()
    };
    for problem in problems.iter().chain(usual) {
        by_status
            .entry(problem.status().as_u16())
            .or_default()
            .push(*problem);
    }
    for (status, problems) in by_status {
        let titles: Vec<&str> = problems.iter().map(|problem| problem.title()).collect();
        let names: Vec<&str> = problems.iter().map(|problem| problem.name()).collect();
        let content = ContentBuilder::new()
            .schema(Some(Ref::from_schema_name(ProblemBody::name())))
            .build();
        let mut response = ResponseBuilder::new()
            .description(titles.join(" "))
            .content("application/problem+json", content)
            .build();
        response
            .extensions
            .get_or_insert_default()
            .insert("x-problems".into(), names.into());
        operation
            .responses
            .responses
            .insert(status.to_string(), RefOr::T(response));
    }
}

/// Gives the document.
pub(super) async fn get_openapi(State(document): State<Arc<str>>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "public, max-age=300"),
    ];
    (headers, document.to_string()).into_response()
}
