//! Listens, and stops without losing anything: first nobody new is let in, then everybody is answered, then the log is
//! signed a last time and closed.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header;
use axum::response::IntoResponse as _;
use axum::routing::get;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;
use tower::ServiceExt as _;

use crate::api::router;
use crate::app::App;
use crate::options::Options;
use crate::refusing;
use crate::start_error::StartError;
use crate::store::StoreError;

/// How long a connection may take to send a request's headers, or stay idle.
const HEADERS_WITHIN: Duration = Duration::from_secs(10);
/// What is held of a connection at once; headers of twice what is allowed are still answered with a reason.
const BUFFER: usize = 16 * 1024;
/// The most connections at once; the next one waits until one of them has gone.
const CONNECTIONS: usize = 8_192;
/// How long requests that are being answered may take when the server stops.
const PATIENCE: Duration = Duration::from_secs(10);

/// A server that runs.
#[derive(Debug)]
#[must_use = "a server that is dropped is not stopped: call shutdown"]
pub struct Running {
    app: Option<Arc<App>>,
    address: SocketAddr,
    metrics_address: Option<SocketAddr>,
    stop: watch::Sender<bool>,
    listening: Vec<JoinHandle<()>>,
}

/// Starts a server.
///
/// A store that contradicts itself does not keep it from starting: it answers every request with the problem
/// `corrupt`, so that whoever watches `/readyz` is told.
///
/// # Errors
/// When an option is wrong, a file cannot be read or written, or an address is taken.
pub async fn start(options: Options) -> Result<Running, StartError> {
    let listener = listen(options.listen).await?;
    let metrics = match options.metrics {
        Some(address) => Some(listen(address).await?),
        None => None,
    };
    let (app, routes) = match App::open(&options).await {
        Ok(app) => (Some(Arc::clone(&app)), router(app)),
        Err(StartError::Store(StoreError::Corrupt(what))) => (None, refusing::router(&what)),
        Err(error) => return Err(error),
    };
    let stop = watch::Sender::new(false);
    let address = listener
        .local_addr()
        .map_err(|error| StartError::Listen(options.listen, error))?;
    let mut listening = vec![tokio::spawn(serve(listener, routes, stop.subscribe()))];
    let mut metrics_address = None;
    if let (Some(listener), Some(app)) = (metrics, &app) {
        metrics_address = listener.local_addr().ok();
        let figures = Router::new()
            .route("/metrics", get(figures))
            .with_state(Arc::clone(app));
        listening.push(tokio::spawn(serve(listener, figures, stop.subscribe())));
    }
    tracing::info!(%address, "listening");
    Ok(Running {
        app,
        address,
        metrics_address,
        stop,
        listening,
    })
}

impl Running {
    /// Where the API listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where `/metrics` listens.
    #[must_use]
    pub const fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics_address
    }

    /// What its routes share; nothing when its store contradicts itself.
    #[must_use]
    pub const fn app(&self) -> Option<&Arc<App>> {
        self.app.as_ref()
    }

    /// Stops: takes no new connection, answers every request that has come, makes everything durable, signs a last
    /// checkpoint, and closes the store.
    pub async fn shutdown(self) {
        if let Some(app) = &self.app {
            app.prepare_to_close();
        }
        self.stop.send_replace(true);
        for listening in self.listening {
            let _ = listening.await;
        }
        if let Some(app) = &self.app {
            app.close().await;
        }
        tracing::info!("stopped");
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address)
        .await
        .map_err(|error| StartError::Listen(address, error))
}

/// Accepts until it is told to stop, and returns when the last request is answered.
async fn serve(listener: TcpListener, routes: Router, mut stop: watch::Receiver<bool>) {
    let connections = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    loop {
        let next = async {
            let permit = Arc::clone(&connections).acquire_owned().await;
            (listener.accept().await, permit)
        };
        let (accepted, permit) = tokio::select! {
            _ = stop.wait_for(|stop| *stop) => break,
            next = next => next,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // The other side has gone, or this one has no more files: neither is a reason to stop.
                tracing::warn!(%error, "a connection was not accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let connection = graceful.watch(connection(stream, peer, routes.clone()));
        tokio::spawn(async move {
            // How a connection ends is the other side's business.
            let _ = connection.await;
            drop(permit);
        });
    }
    drop(listener);
    if tokio::time::timeout(PATIENCE, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were not answered in time before the stop");
    }
}

fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    routes: Router,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> {
    // Answers are small: each is sent at once.
    let _ = stream.set_nodelay(true);
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        routes.clone().oneshot(request)
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS_WITHIN)
        .max_buf_size(BUFFER)
        .serve_connection(TokioIo::new(stream), service)
}

async fn figures(State(app): State<Arc<App>>) -> axum::response::Response {
    let text = app.metrics.render(app.store.waiting());
    (
        [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
        text,
    )
        .into_response()
}
