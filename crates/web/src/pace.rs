//! A request's body has to come at a pace, so that no connection is held for ever by a byte a minute. The silence between
//! two parts of a body is bounded beside this ([`crate::server`]).

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http_body::{Body as HttpBody, Frame, SizeHint};
use std::io::{Error, ErrorKind};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep_until};

/// What every body has, whatever its length.
const GRACE: Duration = Duration::from_secs(60);
/// Bytes a second that a body must bring on the whole: a tenth of what the poorest line still does.
const PACE: u32 = 1024;

/// A body that fails once it falls behind.
struct Paced {
    inner: Body,
    begun: Instant,
    bytes: u64,
    grace: Duration,
    due: Pin<Box<Sleep>>,
}

/// How long the first `bytes` bytes of a body may have taken.
fn allowed(grace: Duration, bytes: u64) -> Duration {
    grace + Duration::from_secs(bytes / u64::from(PACE))
}

impl Paced {
    fn new(inner: Body, grace: Duration) -> Paced {
        let begun = Instant::now();
        Paced { inner, begun, bytes: 0, grace, due: Box::pin(sleep_until(begun + grace)) }
    }
}

impl HttpBody for Paced {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        let Poll::Ready(frame) = Pin::new(&mut self.inner).poll_frame(cx) else {
            ready!(self.due.as_mut().poll(cx));
            return Poll::Ready(Some(
                Err(Error::new(ErrorKind::TimedOut, "the body came too slowly").into()),
            ));
        };
        if let Some(Ok(frame)) = &frame
            && let Some(data) = frame.data_ref()
        {
            self.bytes += data.len() as u64;
            let due = self.begun + allowed(self.grace, self.bytes);
            self.due.as_mut().reset(due);
        }
        Poll::Ready(frame.map(|f| f.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

pub async fn hold(request: Request, next: Next) -> Response {
    next.run(request.map(|body| Body::new(Paced::new(body, GRACE)))).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;

    #[test]
    fn a_byte_a_minute_falls_behind_and_a_poor_line_does_not() {
        let whole = |bytes: u64, a_second: u64| {
            let took = Duration::from_secs(bytes / a_second);
            took <= allowed(GRACE, bytes)
        };
        assert!(whole(32 * 1024 * 1024, 10 * 1024), "a photo over a village's line");
        assert!(whole(4_000, 100), "a short form over the poorest line");
        assert!(Duration::from_secs(2 * 60) > allowed(GRACE, 2));
    }

    /// Brings what it has, then nothing more.
    struct Stops(Option<Bytes>);

    impl HttpBody for Stops {
        type Data = Bytes;
        type Error = axum::BoxError;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
            self.0.take().map_or(Poll::Pending, |b| Poll::Ready(Some(Ok(Frame::data(b)))))
        }
    }

    #[tokio::test]
    async fn a_body_that_falls_behind_fails_and_one_that_is_whole_is_left_alone() {
        let slow = Paced::new(Body::new(Stops(Some(Bytes::from_static(b"a")))), Duration::ZERO);
        assert!(to_bytes(Body::new(slow), 100).await.is_err());
        let whole = Paced::new(Body::from("abc"), Duration::ZERO);
        assert_eq!(to_bytes(Body::new(whole), 100).await.unwrap(), "abc");
    }
}
