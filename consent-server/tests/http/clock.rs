//! The server's time never goes back, whatever the machine's clock does.

use consent_core::receipt::Flag;
use serde_json::Value;

use crate::page::event;
use crate::place::{NOON, Place, Server};
use crate::recording::verified;

async fn received(server: &Server) -> (u64, bool) {
    let receipts: Vec<Value> = server.record(&[event()]).await;
    let verified = verified(server, &receipts[0]).await;
    let record = verified.consent().unwrap();
    (
        record.received_at.as_millis(),
        record.flags.contains(&Flag::ClockStepped),
    )
}

#[tokio::test]
async fn a_clock_that_steps_back_is_flagged_and_time_goes_on() {
    let place = Place::new();
    let server = place.start().await;
    place.clock.set(NOON + 5_000);
    assert_eq!(received(&server).await, (NOON + 5_000, false));
    place.clock.set(NOON + 1_000);
    let (first, stepped) = received(&server).await;
    assert!(stepped && first > NOON + 5_000, "{first}");
    server.stop().await;

    // A restart does not forget, and neither does another step back.
    place.clock.set(NOON + 2_000);
    let server = place.start().await;
    let (second, stepped) = received(&server).await;
    assert!(stepped && second > first, "{second}");
    place.clock.set(NOON + 60_000);
    assert_eq!(received(&server).await, (NOON + 60_000, false));
    server.stop().await;
}
