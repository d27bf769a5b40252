//! The database server that these tests start: real, durable, and gone afterwards.

use std::net::TcpStream;

use consent_tests::postgres::{Postgres, connect};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_durable_and_nothing_of_it_stays() {
    let server = Postgres::start();
    let url = server.database().await;
    let client = connect(&url).await;
    let setting = async |name: &str| {
        let row = client.query_one(&format!("SHOW {name}"), &[]).await.unwrap();
        row.get::<_, String>(0)
    };
    assert_eq!(setting("fsync").await, "on");
    assert_eq!(setting("full_page_writes").await, "on");
    let folder = std::path::PathBuf::from(setting("data_directory").await);
    assert!(folder.is_dir());
    let address = server.address();
    TcpStream::connect(address).unwrap();

    tokio::task::spawn_blocking(move || drop(server)).await.unwrap();
    TcpStream::connect(address).unwrap_err();
    assert!(!folder.exists(), "{} is still there", folder.display());
}
