//! What every handler shares: the context of the acts, acting as the public until a visit says who asks.

use crate::presses::Presses;
use ocop_app::Cx;

#[derive(Clone)]
pub struct AppState {
    pub cx: Cx,
    /// Forms that were sent lately.
    pub presses: Presses,
}

impl AppState {
    pub fn new(cx: Cx) -> AppState {
        AppState { cx, presses: Presses::default() }
    }
}
