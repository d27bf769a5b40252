//! Stand-ins of third parties: each answers at its real host with `.localhost` behind it, sets the cookies the
//! real one sets, and counts who asked.

mod answer;

use std::sync::Arc;

use axum::Router;
use axum::routing::any;

use crate::state::DemoState;

/// The router of the third parties' port.
pub(crate) fn router(state: Arc<DemoState>) -> Router {
    Router::new().fallback(any(answer::answer)).with_state(state)
}
