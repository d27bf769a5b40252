//! Sends requests, holds the answers against the document, and remembers them.

use std::collections::BTreeSet;

use reqwest::{Method, Response};
use serde_json::Value;

use crate::place::Server;

/// What was answered: where, the status, and the type of problem.
pub(super) type Answered = (String, String, u16, Option<String>);

/// One request to a documented route.
#[derive(Clone)]
pub(super) struct Call {
    pub(super) method: Method,
    /// The route as it is documented.
    pub(super) route: &'static str,
    pub(super) path: String,
    pub(super) body: Option<Value>,
    pub(super) key: Option<String>,
    pub(super) headers: Vec<(&'static str, String)>,
}

/// Sends requests, holds the answers against the document, and remembers them.
pub(super) struct Watcher {
    pub(super) server: Server,
    pub(super) document: Value,
    pub(super) seen: BTreeSet<Answered>,
}

impl Watcher {
    pub(super) async fn new(server: Server) -> Self {
        let document = server
            .get("/openapi.json")
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        Self {
            server,
            document,
            seen: BTreeSet::new(),
        }
    }

    pub(super) async fn send(&mut self, call: &Call) {
        let response = request(&self.server, call).await;
        self.judge(call, response).await;
    }

    /// Sends a body that is no JSON of ours.
    pub(super) async fn send_raw(&mut self, call: &Call, kind: &str, body: String) {
        let mut call = call.clone();
        call.body = None;
        call.headers.push(("content-type", kind.into()));
        // Who is still writing when a long body is refused may find the connection closed before the answer is read
        // (RFC 9112, section 9.6), and asks again.
        let mut sent = builder(&self.server, &call).body(body.clone()).send().await;
        for _ in 0..20 {
            if sent.is_ok() {
                break;
            }
            sent = builder(&self.server, &call).body(body.clone()).send().await;
        }
        self.judge(&call, sent.unwrap()).await;
    }

    /// Holds an answer against the document.
    pub(super) async fn judge(&mut self, call: &Call, response: Response) {
        let status = response.status().as_u16();
        let kind = response
            .headers()
            .get("content-type")
            .map(|kind| kind.to_str().unwrap().to_owned());
        let text = response.text().await.unwrap();
        let what = format!("{} {} {status} {text}", call.method, call.path);
        let body: Value = serde_json::from_str(&text).unwrap_or(Value::Null);
        let problem = body["type"]
            .as_str()
            .and_then(|kind| kind.strip_prefix("/problems/"));
        let method = call.method.as_str().to_lowercase();
        let place = format!(
            "/paths/{}/{method}/responses/{status}",
            call.route.replace('/', "~1")
        );
        let documented = self.document.pointer(&place);
        let documented = documented.unwrap_or_else(|| panic!("not documented: {what}"));
        if let Some(problem) = problem {
            let named = documented["x-problems"].as_array().unwrap();
            assert!(named.contains(&problem.into()), "not documented: {what}");
        }
        let kind = kind
            .as_deref()
            .unwrap_or_default()
            .split(';')
            .next()
            .unwrap_or_default();
        match documented["content"][kind]["schema"].as_object() {
            Some(schema) if kind.ends_with("json") => {
                let mut schema = Value::from(schema.clone());
                schema["components"] = self.document["components"].clone();
                let validator = jsonschema::validator_for(&schema).unwrap();
                let faults: Vec<String> = validator
                    .iter_errors(&body)
                    .map(|fault| fault.to_string())
                    .collect();
                assert!(faults.is_empty(), "{faults:?} in {what}");
            }
            Some(_) => {}
            None => assert!(text.is_empty(), "not documented: {kind} in {what}"),
        }
        self.seen
            .insert((method, call.route.into(), status, problem.map(Into::into)));
    }
}

pub(super) fn builder(server: &Server, call: &Call) -> reqwest::RequestBuilder {
    let mut request = server.client.request(call.method.clone(), server.url(&call.path));
    for (name, value) in &call.headers {
        request = request.header(*name, value);
    }
    match &call.key {
        Some(key) => request.bearer_auth(key),
        None => request,
    }
}

pub(super) async fn request(server: &Server, call: &Call) -> Response {
    let request = builder(server, call);
    let request = match &call.body {
        Some(body) => request.json(body),
        None => request,
    };
    request.send().await.unwrap()
}
