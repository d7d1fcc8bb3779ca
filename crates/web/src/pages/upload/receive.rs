//! The body of a PATCH, taken in as it comes: after each megabyte what is there is confirmed, and when the line breaks
//! so is the rest that arrived. A client that comes back asks where to go on and sends nothing twice.

use axum::body::{Body, Bytes, HttpBody};
use ocop_app::upload::{self, Upload};
use ocop_app::{Cx, Error};
use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

const PIECE: usize = 1024 * 1024;
/// A line that brings nothing for so long is broken, whatever it says of itself.
const SILENCE: Duration = Duration::from_secs(60);

/// Confirms what comes and returns where the next piece begins.
pub async fn pieces(cx: Cx, upload: Upload, mut body: Body) -> Result<i64, Error> {
    let mut offset = upload.offset;
    let mut piece = Vec::new();
    let whole = loop {
        match tokio::time::timeout(SILENCE, next(&mut body)).await {
            Ok(Some(Ok(bytes))) => piece.extend_from_slice(&bytes),
            Ok(None) => break true,
            Ok(Some(Err(_))) | Err(_) => break false,
        }
        if piece.len() >= PIECE {
            offset = upload::append(&cx, &upload.id, offset, std::mem::take(&mut piece)).await?;
        }
    };
    let offset = upload::append(&cx, &upload.id, offset, piece).await?;
    if whole { Ok(offset) } else { Err(Error::Conflict("broken_upload")) }
}

async fn next(body: &mut Body) -> Option<Result<Bytes, axum::Error>> {
    loop {
        match poll_fn(|task| Pin::new(&mut *body).poll_frame(task)).await? {
            Ok(frame) => {
                if let Ok(bytes) = frame.into_data() {
                    return Some(Ok(bytes));
                }
            }
            Err(broken) => return Some(Err(broken)),
        }
    }
}
