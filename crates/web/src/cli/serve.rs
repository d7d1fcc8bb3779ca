//! `ocop serve` and `ocop demo`.

use super::Fault;
use crate::server;
use crate::state::AppState;
use ocop_app::account::first;
use ocop_app::{Cx, demo, startup};
use ocop_domain::account::Actor;
use std::net::SocketAddr;

pub async fn run(cx: Cx, addr: SocketAddr) -> Result<(), Fault> {
    if cx.config.demo {
        eprintln!("ocop: preparing areas, criteria and sample data (the first start takes some seconds) …");
    }
    startup::prepare(&cx).await.map_err(Fault::failed)?;
    tokio::spawn(startup::run_tasks(cx.clone()));
    let state = AppState { cx: cx.as_actor(Actor::Public) };
    let told = announcement(&cx, first::needs_first_admin(&cx).await.map_err(Fault::failed)?);
    server::serve(state, addr, move |bound| super::print(told.replace("{addr}", &bound.to_string())), stop())
        .await
        .map_err(|e| Fault::failed(format!("cannot serve on {addr}: {e}")))
}

/// Ends on ctrl-c or on what a service manager sends, once the requests under way are answered. Where no handler can be
/// set the program simply runs until it is killed: every act is whole or absent.
async fn stop() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! { _ = terminate.recv() => {}, _ = tokio::signal::ctrl_c() => {} }
        }
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}

fn announcement(cx: &Cx, first: bool) -> String {
    let mut text = format!("ocop: http://{{addr}}  ({})\n", cx.config.base_url);
    if let (true, Some(token)) = (first, &cx.config.first_run) {
        text.push_str(&format!(
            "\nNgười quản trị đầu tiên / the first administrator:\n  {}/first-run?token={token}\n",
            cx.config.base_url
        ));
    }
    if cx.config.demo {
        text.push_str(&format!("\nTài khoản dùng thử (mật khẩu chung: “{}”):\n", demo::PASSWORD));
        for (email, name, _) in demo::cast() {
            text.push_str(&format!("  {email:<24} {name}\n"));
        }
    }
    text
}
