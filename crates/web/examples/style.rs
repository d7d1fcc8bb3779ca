//! The shell alone on a port, to look at while drawing it: `cargo run -p ocop-web --example style`.

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8199".into());
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!("http://{address}/style");
    axum::serve(listener, ocop_web::style_router::<()>()).await
}
