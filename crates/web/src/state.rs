//! What every handler shares: the context of the acts, acting as the public until a visit says who asks.

use ocop_app::Cx;

#[derive(Clone)]
pub struct AppState {
    pub cx: Cx,
}
