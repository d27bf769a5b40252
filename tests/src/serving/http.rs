//! One connection that is kept open, and one request on it at a time: light, so that the server is what is measured.

use std::io;
use std::net::SocketAddr;

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Method, Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// What a server answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The whole body.
    pub body: Bytes,
}

/// A connection to a server.
#[derive(Debug)]
pub struct Connection {
    requests: SendRequest<Full<Bytes>>,
    host: String,
}

impl Connection {
    /// Connects.
    ///
    /// # Errors
    /// When nobody listens there.
    pub async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (requests, connection) = handshake(TokioIo::new(stream)).await.map_err(io::Error::other)?;
        // It ends when the server does, and what was being asked then fails by itself.
        tokio::spawn(connection);
        Ok(Self {
            requests,
            host: address.to_string(),
        })
    }

    /// Sends events, as a page of that origin.
    ///
    /// # Errors
    /// When the connection breaks: whether it was recorded is then unknown.
    pub async fn post(&mut self, origin: &'static str, body: Bytes) -> io::Result<Answer> {
        self.ask(Method::POST, "/v1/events", origin, body).await
    }

    /// Asks for something.
    ///
    /// # Errors
    /// When the connection breaks.
    pub async fn get(&mut self, path: &str, origin: &'static str) -> io::Result<Answer> {
        self.ask(Method::GET, path, origin, Bytes::new()).await
    }

    /// Has something erased.
    ///
    /// # Errors
    /// When the connection breaks.
    pub async fn delete(&mut self, path: &str, origin: &'static str) -> io::Result<Answer> {
        self.ask(Method::DELETE, path, origin, Bytes::new()).await
    }

    async fn ask(
        &mut self,
        method: Method,
        path: &str,
        origin: &'static str,
        body: Bytes,
    ) -> io::Result<Answer> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &self.host)
            .header(header::ORIGIN, origin)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Full::new(body))
            .map_err(io::Error::other)?;
        self.requests.ready().await.map_err(io::Error::other)?;
        let answer = self
            .requests
            .send_request(request)
            .await
            .map_err(io::Error::other)?;
        let status = answer.status();
        let body = answer.into_body().collect().await.map_err(io::Error::other)?;
        Ok(Answer {
            status,
            body: body.to_bytes(),
        })
    }
}
