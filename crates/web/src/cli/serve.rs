//! `ocop serve` and `ocop demo`.

use super::{Fault, ServeArgs};
use crate::listen::{self, Bounds};
use crate::state::AppState;
use crate::{metrics, server};
use ocop_app::account::first;
use ocop_app::account::sample;
use ocop_app::{Cx, demo, startup};
use ocop_domain::account::Actor;
use tokio::sync::watch;

pub async fn run(cx: Cx, args: &ServeArgs) -> Result<(), Fault> {
    let addr = args.addr;
    if cx.config.demo {
        eprintln!("ocop: preparing areas, criteria and sample data (the first start takes some seconds) …");
    }
    startup::prepare(&cx).await.map_err(Fault::failed)?;
    if sample::out_of_place(&cx).await.map_err(Fault::failed)? {
        eprintln!(
            "ocop: WARNING: this database was filled by `ocop demo` and holds invented data; the sample accounts cannot sign \
             in. Serve real data from a database of its own"
        );
    }
    let state = AppState::new(cx.as_actor(Actor::Public));
    let told = announcement(&cx, first::needs_first_admin(&cx).await.map_err(Fault::failed)?);
    let bounds = Bounds { connections: args.max_connections, ..Bounds::default() };
    let (ending, end) = watch::channel(false);
    let jobs = tokio::spawn(startup::run_jobs(cx.clone(), end.clone()));
    if let Some(addr) = args.metrics_addr {
        let cannot = |e| Fault::failed(format!("cannot serve metrics on {addr}: {e}"));
        let listener = tokio::net::TcpListener::bind(addr).await.map_err(cannot)?;
        let bounds = Bounds { connections: 16, ..Bounds::default() };
        let mut end = end.clone();
        tokio::spawn(listen::run(listener, metrics::router(state.clone()), bounds, async move {
            let _ = end.wait_for(|over| *over).await;
        }));
    }
    let stop = async move {
        stop().await;
        let _ = ending.send(true);
    };
    let served = server::serve(
        state,
        addr,
        bounds,
        move |bound| super::print(told.replace("{addr}", &bound.to_string())),
        stop,
    )
    .await
    .map_err(|e| Fault::failed(format!("cannot serve on {addr}: {e}")));
    if served.is_ok() {
        jobs.await.map_err(Fault::failed)?;
    }
    served
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
        text.push_str(&format!("\nTài khoản dùng thử (mật khẩu chung: “{}”):\n", sample::PASSWORD));
        for (email, name, _) in demo::cast() {
            text.push_str(&format!("  {email:<24} {name}\n"));
        }
    }
    text
}
