//! One request, one answer, as they travel.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// An answer: its head in lower case, but for values as they are told apart, and its body.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|fault| panic!("{fault}: {self:?}"))
    }

    /// Every cookie that is set, up to its first attribute.
    pub(crate) fn cookies(&self) -> Vec<&str> {
        let lines = self
            .head
            .lines()
            .filter_map(|line| line.strip_prefix("set-cookie: "));
        lines
            .map(|line| line.split(';').next().unwrap_or_default())
            .collect()
    }
}

/// Sends a request; one with a body is a POST.
pub(crate) fn ask(address: SocketAddr, path: &str, headers: &[(&str, &str)], body: Option<&str>) -> Answer {
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream
        .set_read_timeout(Some(Duration::from_secs(60)))
        .expect("a socket");
    let verb = if body.is_some() { "POST" } else { "GET" };
    let body = body.unwrap_or_default();
    let mut request = format!(
        "{verb} {path} HTTP/1.0\r\nHost: localhost\r\nContent-Length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        request += &format!("{name}: {value}\r\n");
    }
    stream
        .write_all(format!("{request}\r\n{body}").as_bytes())
        .expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    Answer {
        head: head.to_lowercase(),
        body: body.to_owned(),
    }
}
