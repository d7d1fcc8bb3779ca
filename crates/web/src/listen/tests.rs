//! Lines that are slow, half sent, too many or wrong, against a server of the test's own.

use super::*;
use axum::routing::{get, post};
use tokio::sync::oneshot;

/// Waits of tests are long enough for a slow machine and end as soon as what is waited for is there.
const SHORT: Bounds = Bounds {
    connections: 1024,
    head: Duration::from_millis(300),
    idle: Duration::from_millis(300),
    answer: Duration::from_millis(300),
    end: Duration::from_millis(300),
    head_bytes: 16 * 1024,
};

struct House {
    addr: SocketAddr,
    stop: oneshot::Sender<()>,
    over: tokio::task::JoinHandle<()>,
}

async fn open(bounds: Bounds) -> House {
    let router = Router::new()
        .route("/", get(|| async { "here" }))
        .route(
            "/slow",
            get(|| async {
                sleep(SHORT.idle * 4).await;
                "late"
            }),
        )
        .route("/never", get(std::future::pending::<String>))
        .route("/refused", post(|| async { axum::http::StatusCode::UNAUTHORIZED }))
        .route("/long", get(|| async { "x".repeat(64 * 1024 * 1024) }));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let over = tokio::spawn(run(listener, router, bounds, async {
        let _ = stopped.await;
    }));
    House { addr, stop, over }
}

/// All that comes until the line is closed.
async fn rest(line: &mut TcpStream) -> String {
    let mut all = Vec::new();
    let _ = line.read_to_end(&mut all).await;
    String::from_utf8_lossy(&all).into_owned()
}

async fn line(house: &House, said: &str) -> TcpStream {
    let mut line = TcpStream::connect(house.addr).await.unwrap();
    line.write_all(said.as_bytes()).await.unwrap();
    line
}

#[tokio::test]
async fn a_line_without_a_whole_head_is_closed_and_others_are_served_meanwhile() {
    let house = open(SHORT).await;
    let mut slow = Vec::new();
    for said in ["", "GET / HT", "GET / HTTP/1.1\r\nHost: a\r\nX-A: "] {
        for _ in 0..20 {
            slow.push(line(&house, said).await);
        }
    }
    let mut other = line(&house, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await;
    assert!(rest(&mut other).await.ends_with("here"));
    for mut line in slow {
        assert_eq!(rest(&mut line).await, "");
    }
}

#[tokio::test]
async fn a_line_is_kept_for_the_next_request_and_closed_when_none_comes() {
    let house = open(SHORT).await;
    let mut kept = line(&house, "GET / HTTP/1.1\r\nHost: a\r\n\r\n").await;
    let mut some = [0; 4096];
    let n = kept.read(&mut some).await.unwrap();
    assert!(String::from_utf8_lossy(&some[..n]).ends_with("here"));
    kept.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    assert_eq!(rest(&mut kept).await.matches("200 OK").count(), 1);
}

#[tokio::test]
async fn a_request_that_takes_long_is_answered_all_the_same() {
    let house = open(SHORT).await;
    let mut line = line(&house, "GET /slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await;
    assert!(rest(&mut line).await.ends_with("late"));
}

#[tokio::test]
async fn a_line_that_takes_nothing_of_its_answer_is_given_up() {
    let house = open(SHORT).await;
    let held = line(&house, "GET /long HTTP/1.1\r\nHost: a\r\n\r\n").await;
    let _ = house.stop.send(());
    house.over.await.unwrap();
    drop(held);
}

#[tokio::test]
async fn who_is_refused_hears_it_although_the_body_is_still_coming() {
    let house = open(SHORT).await;
    let head = "POST /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 60000000\r\n\r\n";
    let mut line = line(&house, head).await;
    line.write_all(&[b'x'; 200_000]).await.unwrap();
    assert!(rest(&mut line).await.starts_with("HTTP/1.1 401"));
}

#[tokio::test]
async fn a_request_names_one_host() {
    let house = open(SHORT).await;
    for wrong in ["GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"] {
        let mut line = line(&house, wrong).await;
        assert!(rest(&mut line).await.starts_with("HTTP/1.1 400"), "{wrong}");
    }
    let mut old = line(&house, "GET / HTTP/1.0\r\n\r\n").await;
    assert!(rest(&mut old).await.ends_with("here"));
}

#[tokio::test]
async fn a_head_beyond_its_bound_is_refused() {
    let house = open(SHORT).await;
    let mut line =
        line(&house, &format!("GET / HTTP/1.1\r\nHost: a\r\nX: {}\r\n\r\n", "x".repeat(20_000))).await;
    assert!(rest(&mut line).await.starts_with("HTTP/1.1 431"));
}

#[tokio::test]
async fn the_end_waits_for_requests_under_way_for_a_bounded_time() {
    let house = open(Bounds { end: SHORT.idle * 40, ..SHORT }).await;
    let mut late = line(&house, "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n").await;
    let mut some = [0; 1];
    // The request is under way once another one after it was answered.
    let mut other = line(&house, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await;
    rest(&mut other).await;
    let _ = house.stop.send(());
    house.over.await.unwrap();
    late.read_exact(&mut some).await.unwrap();
    assert!(rest(&mut late).await.ends_with("late"));

    let house = open(SHORT).await;
    let never = line(&house, "GET /never HTTP/1.1\r\nHost: a\r\n\r\n").await;
    let mut other = line(&house, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await;
    rest(&mut other).await;
    let _ = house.stop.send(());
    house.over.await.unwrap();
    drop(never);
}

#[tokio::test]
async fn connections_beyond_the_bound_wait_for_a_place() {
    let house = open(Bounds { connections: 16, ..SHORT }).await;
    let mut held = Vec::new();
    for _ in 0..16 {
        held.push(line(&house, "GET / HT").await);
    }
    let mut next = line(&house, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await;
    assert!(rest(&mut next).await.ends_with("here"), "served when the silent ones are gone");
}
