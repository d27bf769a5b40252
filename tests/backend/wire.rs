//! A wire to a server that can be held: then whoever is at its end is like a machine that was paused.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// Who says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Whoever connected.
    Client,
    /// Whoever was connected to.
    Server,
}

/// When the wire is to be held.
#[derive(Clone, Debug)]
pub(crate) struct Tripwire {
    /// On connections that begin with a message that has this in it.
    pub(crate) of: &'static str,
    /// When this side
    pub(crate) side: Side,
    /// is about to say this.
    pub(crate) says: &'static str,
}

/// All connections that are made through it.
#[derive(Debug)]
pub(crate) struct Wire {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    held: watch::Sender<bool>,
    tripwire: Mutex<Option<Tripwire>>,
}

impl Wire {
    /// Lays a wire to a server.
    pub(crate) async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
        let address = listener.local_addr().expect("its address");
        let shared = Arc::new(Shared {
            held: watch::Sender::new(false),
            tripwire: Mutex::default(),
        });
        let of_all = Arc::clone(&shared);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let shared = Arc::clone(&of_all);
                tokio::spawn(async move {
                    if let Ok(server) = TcpStream::connect(server).await {
                        connect(client, server, &shared);
                    }
                });
            }
        });
        Self { address, shared }
    }

    /// The end to connect to.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Holds the wire as soon as this is about to be said; it is not let through.
    pub(crate) fn trip(&self, tripwire: Tripwire) {
        *self.shared.tripwire.lock().expect("the tripwire") = Some(tripwire);
    }

    /// Waits until it is held.
    pub(crate) async fn held(&self) {
        let mut held = self.shared.held.subscribe();
        // The sender lives as long as this does.
        let _ = held.wait_for(|held| *held).await;
    }

    /// Lets everything through again, what was held first.
    pub(crate) fn release(&self) {
        self.shared.held.send_replace(false);
    }
}

fn connect(client: TcpStream, server: TcpStream, shared: &Arc<Shared>) {
    let (client_says, client_hears) = client.into_split();
    let (server_says, server_hears) = server.into_split();
    let first = Arc::new(Mutex::new(Vec::new()));
    tokio::spawn(pump(
        client_says,
        server_hears,
        Side::Client,
        Arc::clone(&first),
        Arc::clone(shared),
    ));
    tokio::spawn(pump(
        server_says,
        client_hears,
        Side::Server,
        first,
        Arc::clone(shared),
    ));
}

/// Carries what one side says until either is gone. The client's first message is kept in `first`.
async fn pump(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    side: Side,
    first: Arc<Mutex<Vec<u8>>>,
    shared: Arc<Shared>,
) {
    let mut held = shared.held.subscribe();
    let mut buffer = vec![0; 1 << 16];
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        let said = &buffer[..length];
        if side == Side::Client {
            let mut first = first.lock().expect("the first message");
            if first.is_empty() {
                first.extend_from_slice(said);
            }
        }
        shared.listen(side, said, &first);
        if held.wait_for(|held| !held).await.is_err() || to.write_all(said).await.is_err() {
            return;
        }
    }
}

impl Shared {
    fn listen(&self, side: Side, said: &[u8], first: &Mutex<Vec<u8>>) {
        let mut tripwire = self.tripwire.lock().expect("the tripwire");
        let trips = tripwire.as_ref().is_some_and(|wire| {
            wire.side == side
                && has(said, wire.says.as_bytes())
                && has(&first.lock().expect("the first message"), wire.of.as_bytes())
        });
        if trips {
            *tripwire = None;
            self.held.send_replace(true);
        }
    }
}

fn has(said: &[u8], words: &[u8]) -> bool {
    said.windows(words.len()).any(|window| window == words)
}
