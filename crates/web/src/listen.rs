//! The door: takes connections in, a bounded number at a time, lets go of those that keep silent, and ends within a
//! bounded time when the program is told to.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{Request, StatusCode, Version, header};
use axum::response::IntoResponse;
use http_body::{Body as HttpBody, Frame, SizeHint};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{Instant, Sleep, sleep, sleep_until, timeout};
use tower::ServiceExt;

/// What a connection may take.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Connections at once; those beyond wait outside. Less where the system gives fewer open files.
    pub connections: usize,
    /// From the first byte of a request's head to its last.
    pub head: Duration,
    /// Without a request.
    pub idle: Duration,
    /// In which the other side takes nothing of an answer.
    pub answer: Duration,
    /// For the requests under way when the program is to end.
    pub end: Duration,
    /// Bytes of a request's head.
    pub head_bytes: usize,
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds {
            connections: 1024,
            head: Duration::from_secs(10),
            idle: Duration::from_secs(60),
            answer: Duration::from_secs(60),
            end: Duration::from_secs(10),
            head_bytes: 64 * 1024,
        }
    }
}

/// Files and lines to the database need descriptors as well.
const KEPT_DESCRIPTORS: usize = 96;

/// How much of what an answered client still sends is read and thrown away so that it hears the answer, and how long:
/// enough for the largest file there may be.
const LINGER_BYTES: usize = 32 * 1024 * 1024;
const LINGER: Duration = Duration::from_secs(5);

fn connections(bounds: &Bounds) -> usize {
    let system = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
    let system = system.and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX);
    bounds.connections.min(system.saturating_sub(KEPT_DESCRIPTORS)).max(16)
}

/// Serves until `stop` completes, then for [`Bounds::end`] what is under way.
pub async fn run(listener: TcpListener, router: Router, bounds: Bounds, stop: impl Future<Output = ()>) {
    let most = connections(&bounds);
    let room = Arc::new(Semaphore::new(most));
    let (ending, told) = watch::channel(false);
    tokio::pin!(stop);
    loop {
        let taken = async {
            let place = room.clone().acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            () = &mut stop => break,
            taken = taken => taken,
        };
        match (place, accepted) {
            (Ok(place), Ok((stream, peer))) => {
                let (router, told) = (router.clone(), told.clone());
                tokio::spawn(async move {
                    talk(stream, peer, router, bounds, told).await;
                    drop(place);
                });
            }
            (_, Err(error)) => {
                // Mostly no descriptor left: the connections there are end in time.
                tracing::warn!(%error, "a connection could not be taken in");
                sleep(Duration::from_millis(200)).await;
            }
            (Err(_), _) => break,
        }
    }
    drop(listener);
    let _ = ending.send(true);
    let all = u32::try_from(most).unwrap_or(u32::MAX);
    if timeout(bounds.end, room.acquire_many(all)).await.is_err() {
        tracing::warn!("requests under way were given up");
    }
}

/// One connection, request after request.
async fn talk(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    bounds: Bounds,
    mut told: watch::Receiver<bool>,
) {
    let _ = stream.set_nodelay(true);
    let busy = Arc::new(Busy::default());
    let line = Line::new(stream, busy.clone(), bounds);
    let service = service_fn(move |request: Request<Incoming>| {
        busy.0.store(true, Ordering::Release);
        let under_way = UnderWay(busy.clone());
        let (mut parts, body) = request.into_parts();
        parts.extensions.insert(ConnectInfo(peer));
        let answer = names_one_host(&parts).then(|| {
            let request = Request::from_parts(parts, Body::new(body));
            router.clone().oneshot(request)
        });
        async move {
            let answer = match answer {
                Some(answer) => answer.await?,
                None => (StatusCode::BAD_REQUEST, "one Host is to be named\n").into_response(),
            };
            Ok::<_, Infallible>(answer.map(|body| Answering { body, _under_way: under_way }))
        }
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        // The line keeps the time of heads, and of silence between them.
        .header_read_timeout(None)
        .max_buf_size(bounds.head_bytes)
        .serve_connection(TokioIo::new(line), service);
    let done = {
        let mut connection = Pin::new(&mut connection);
        if *told.borrow_and_update() {
            connection.as_mut().graceful_shutdown();
        }
        loop {
            tokio::select! {
                done = connection.as_mut() => break done,
                changed = told.changed() => {
                    if changed.is_err() {
                        // The program gives up what is under way.
                        return;
                    }
                    connection.as_mut().graceful_shutdown();
                }
            }
        }
    };
    if let Err(error) = done {
        tracing::debug!(%error, "a connection ended");
    }
    linger(connection.into_parts().io.into_inner().stream).await;
}

/// RFC 9112, 3.2: a request in HTTP/1.1 names one host, no more and no less; a proxy in front and the program behind it
/// may otherwise mean two.
fn names_one_host(head: &Parts) -> bool {
    let named = head.headers.get_all(header::HOST).iter().count();
    if head.version == Version::HTTP_11 { named == 1 } else { named <= 1 }
}

/// Closes our side and reads a little of what still comes: a line cut while the other side sends loses our answer.
async fn linger(mut stream: TcpStream) {
    let rest = async {
        stream.shutdown().await?;
        let mut left = LINGER_BYTES;
        let mut waste = [0; 8 * 1024];
        while left > 0 {
            match stream.read(&mut waste).await? {
                0 => break,
                n => left = left.saturating_sub(n),
            }
        }
        Ok::<_, std::io::Error>(())
    };
    let _ = timeout(LINGER, rest).await;
}

/// Whether a request is being dealt with, and who waits on the line meanwhile.
#[derive(Default)]
struct Busy(AtomicBool, Mutex<Option<Waker>>);

/// A request is being dealt with until its answer has been given whole.
struct UnderWay(Arc<Busy>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.0.store(false, Ordering::Release);
        // The silence counts from now: the line has to be looked at again.
        let waiting = self.0.1.lock().ok().and_then(|mut waker| waker.take());
        if let Some(waker) = waiting {
            waker.wake();
        }
    }
}

struct Answering {
    body: Body,
    _under_way: UnderWay,
}

impl HttpBody for Answering {
    type Data = axum::body::Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        task: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(task)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A stream that ends itself when a head does not come to its end, when no request comes, or when nothing of an answer
/// is taken. While a request is dealt with it waits for as long as that takes; the body's own silence is bounded there.
struct Line {
    stream: TcpStream,
    busy: Arc<Busy>,
    bounds: Bounds,
    /// When the head began to come, or the silence.
    since: Instant,
    in_head: bool,
    was_busy: bool,
    read: Pin<Box<Sleep>>,
    write: Option<Pin<Box<Sleep>>>,
}

impl Line {
    fn new(stream: TcpStream, busy: Arc<Busy>, bounds: Bounds) -> Line {
        let since = Instant::now();
        // Who connects and says nothing gets no longer than a head.
        let read = Box::pin(sleep_until(since + bounds.head));
        Line { stream, busy, bounds, since, in_head: true, was_busy: false, read, write: None }
    }

    fn late() -> std::io::Error {
        std::io::Error::new(std::io::ErrorKind::TimedOut, "the other side kept silent")
    }

    /// Ends the wait for the other side to take something when its time is over.
    fn written<T>(
        &mut self,
        task: &mut Context<'_>,
        outcome: Poll<std::io::Result<T>>,
    ) -> Poll<std::io::Result<T>> {
        if outcome.is_ready() {
            self.write = None;
            return outcome;
        }
        let bound = self.bounds.answer;
        let write = self.write.get_or_insert_with(|| Box::pin(sleep(bound)));
        ready!(write.as_mut().poll(task));
        Poll::Ready(Err(Line::late()))
    }
}

impl AsyncRead for Line {
    fn poll_read(
        self: Pin<&mut Self>,
        task: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let line = self.get_mut();
        let outcome = Pin::new(&mut line.stream).poll_read(task, buf);
        if outcome.is_pending()
            && let Ok(mut waker) = line.busy.1.lock()
        {
            *waker = Some(task.waker().clone());
        }
        if line.busy.0.load(Ordering::Acquire) {
            line.was_busy = true;
            line.in_head = false;
            return outcome;
        }
        if line.was_busy {
            // The answer is given: from here on the silence counts.
            line.was_busy = false;
            line.since = Instant::now();
        }
        if outcome.is_ready() && !line.in_head {
            line.in_head = true;
            line.since = Instant::now();
        }
        if outcome.is_ready() {
            return outcome;
        }
        let end = line.since + if line.in_head { line.bounds.head } else { line.bounds.idle };
        if line.read.deadline() != end {
            line.read.as_mut().reset(end);
        }
        ready!(line.read.as_mut().poll(task));
        Poll::Ready(Err(Line::late()))
    }
}

impl AsyncWrite for Line {
    fn poll_write(self: Pin<&mut Self>, task: &mut Context<'_>, buf: &[u8]) -> Poll<std::io::Result<usize>> {
        let line = self.get_mut();
        let outcome = Pin::new(&mut line.stream).poll_write(task, buf);
        line.written(task, outcome)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        task: &mut Context<'_>,
        bufs: &[std::io::IoSlice<'_>],
    ) -> Poll<std::io::Result<usize>> {
        let line = self.get_mut();
        let outcome = Pin::new(&mut line.stream).poll_write_vectored(task, bufs);
        line.written(task, outcome)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(task)
    }

    fn poll_shutdown(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(task)
    }
}

#[cfg(test)]
mod tests;
