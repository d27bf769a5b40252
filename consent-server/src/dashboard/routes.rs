//! The dashboard's addresses: the page, its figures as JSON, and the way in and out.

use std::sync::Arc;

use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Form, Query, State};
use axum::http::header::{
    ACCEPT_LANGUAGE, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, SET_COOKIE, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;

use super::login::login;
use super::page::page;
use super::reading::Asked;
use super::session::{Reader, sign_in, sign_out};
use super::sheet::security_policy;
use super::{Tongue, absent};
use crate::api::problem::Problem;
use crate::app::App;

/// The dashboard's addresses.
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/dashboard", get(show))
        .route("/dashboard/stats.json", get(figures))
        .route(
            "/dashboard/login",
            post(enter).get(async || Redirect::to("/dashboard")),
        )
        .route("/dashboard/logout", post(leave))
}

/// The page; for strangers the one that asks for a key.
async fn show(
    State(app): State<Arc<App>>,
    asked: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let tongue = tongue(&headers);
    let Some(reader) = Reader::asks(&app, &headers).await? else {
        return Ok(html(StatusCode::UNAUTHORIZED, tongue, login(tongue, false)));
    };
    let asked = asked.map_or_else(|_| Asked::default(), |Query(asked)| asked);
    Ok(match asked.view(&app, &reader, &headers, tongue).await? {
        Some((stats, view)) => html(StatusCode::OK, tongue, page(&stats, &view)),
        None => html(StatusCode::NOT_FOUND, tongue, absent(tongue)),
    })
}

/// The same figures for other tools.
async fn figures(
    State(app): State<Arc<App>>,
    asked: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Some(reader) = Reader::asks(&app, &headers).await? else {
        return Ok(Redirect::to("/dashboard").into_response());
    };
    let asked = asked.map_or_else(|_| Asked::default(), |Query(asked)| asked);
    Ok(match asked.stats(&app, &reader).await? {
        Some(stats) => Json(stats).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    })
}

#[derive(Deserialize)]
struct Entry {
    key: String,
}

/// Signs in with an API key, and leads to the page.
async fn enter(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    entry: Result<Form<Entry>, FormRejection>,
) -> Result<Response, Problem> {
    let tongue = tongue(&headers);
    let cookie = match entry {
        Ok(Form(Entry { key })) => sign_in(&app, &headers, key.trim()).await?,
        Err(_) => None,
    };
    let Some(cookie) = cookie else {
        let again = login(tongue, true);
        return Ok(html(StatusCode::FORBIDDEN, tongue, again));
    };
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/dashboard")).into_response())
}

/// Signs out, and leads to the login.
async fn leave(headers: HeaderMap) -> Response {
    let mut response = Redirect::to("/dashboard").into_response();
    response
        .headers_mut()
        .extend(sign_out(&headers).map(|cookie| (SET_COOKIE, cookie)));
    response
}

fn tongue(headers: &HeaderMap) -> Tongue {
    let wish = headers.get(ACCEPT_LANGUAGE).and_then(|wish| wish.to_str().ok());
    Tongue::accepted(wish.unwrap_or_default())
}

/// A page with the headers that all of them have.
fn html(status: StatusCode, tongue: Tongue, text: String) -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (CONTENT_LANGUAGE, HeaderValue::from_static(tongue.code())),
        (VARY, HeaderValue::from_static("accept-language, cookie")),
        (
            CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(security_policy()),
        ),
    ];
    (status, headers, text).into_response()
}
