//! `ocop serve` and `ocop demo`.

use super::Fault;
use crate::server;
use crate::state::AppState;
use ocop_app::Cx;
use ocop_domain::account::Actor;
use std::net::SocketAddr;

pub async fn run(cx: Cx, addr: SocketAddr) -> Result<(), Fault> {
    let state = AppState { cx: cx.as_actor(Actor::Public) };
    let base_url = cx.config.base_url.clone();
    let stop = async {
        // Without a signal handler the program simply runs until it is killed: every act is whole or absent.
        let _ = tokio::signal::ctrl_c().await;
    };
    server::serve(state, addr, move |_| eprintln!("ocop: {base_url}"), stop)
        .await
        .map_err(|e| Fault::failed(format!("cannot serve on {addr}: {e}")))
}
