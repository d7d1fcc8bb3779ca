//! `/uploads`: files that come in over a line that breaks, by the open tus protocol 1.0.0 (core, creation, expiration,
//! termination). The forms for papers take a finished upload's id in place of the file; `attached` is that half.

pub mod attached;
mod protocol;
mod receive;
#[cfg(test)]
mod tests;

use crate::fields::own_page;
use crate::prelude::*;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware;
use axum::routing::options;
use ocop_app::evidence::BeginUpload;
use ocop_app::{advisory, evidence, upload};
use protocol::{Refusal, said};

pub(super) const CAPABILITY: Capability = Capability::of(router);

fn router() -> Router<AppState> {
    Router::new()
        .route("/uploads", post(begin).options(offer))
        .route("/uploads/{id}", options(offer).head(find).patch(append).delete(stop).post(instead))
        .route_layer(middleware::from_fn(protocol::resumable))
}

/// What this server offers; the version goes with every answer.
async fn offer() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(protocol::TUS_VERSION, HeaderValue::from_static(protocol::VERSION));
    headers.insert("tus-extension", HeaderValue::from_static("creation,expiration,termination"));
    headers.insert("tus-max-size", HeaderValue::from(upload::max_size()));
    response
}

/// A write, so it proves where it comes from as forms do: by the browser's word and by the session's token.
fn guarded(visit: &Visit, headers: &HeaderMap) -> Result<(), Refusal> {
    let token = said(headers, "x-csrf-token").unwrap_or_default();
    own_page(visit, headers, token).map(|_| ()).map_err(|Failure(e)| Refusal::of(visit, e))
}

async fn begin(visit: Visit, headers: HeaderMap) -> Result<Response, Refusal> {
    guarded(&visit, &headers)?;
    let refused = |status| Refusal::plain(status);
    let size = said(&headers, "upload-length").and_then(|n| n.parse().ok());
    let size: i64 = size.filter(|n| *n >= 0).ok_or_else(|| refused(StatusCode::BAD_REQUEST))?;
    let metadata = said(&headers, "upload-metadata").unwrap_or_default();
    let metadata = protocol::metadata(metadata).ok_or_else(|| refused(StatusCode::BAD_REQUEST))?;
    let of = |key: &str| metadata.get(key).cloned().unwrap_or_default();
    let begun = match of("visit") {
        // A picture of an advisory team's visit to this dossier's place.
        dossier if !dossier.is_empty() => {
            advisory::begin_upload(&visit.cx, &dossier, &of("filename"), size).await
        }
        _ => {
            let cmd = BeginUpload { producer_id: of("producer"), name: of("filename"), size };
            evidence::begin_upload(&visit.cx, cmd).await
        }
    };
    let begun = begun.map_err(|e| Refusal::of(&visit, e))?;
    let mut response = StatusCode::CREATED.into_response();
    let place = HeaderValue::from_str(&format!("/uploads/{}", begun.id));
    response.headers_mut().insert(header::LOCATION, place.map_err(|_| refused(StatusCode::BAD_REQUEST))?);
    protocol::expires(&mut response, &begun);
    Ok(response)
}

async fn find(visit: Visit, Path(id): Path<String>) -> Result<Response, Refusal> {
    let found = upload::find(&visit.cx, &id).await.map_err(|e| Refusal::of(&visit, e))?;
    let mut response = StatusCode::OK.into_response();
    protocol::expires(&mut response, &found);
    let headers = response.headers_mut();
    headers.insert(protocol::OFFSET, HeaderValue::from(found.offset));
    headers.insert("upload-length", HeaderValue::from(found.size));
    if let Ok(name) = HeaderValue::from_str(&protocol::filename(&found.name)) {
        headers.insert("upload-metadata", name);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

async fn append(
    visit: Visit,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    guarded(&visit, &headers)?;
    if said(&headers, "content-type") != Some("application/offset+octet-stream") {
        return Err(Refusal::plain(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    let offset = said(&headers, protocol::OFFSET).and_then(|n| n.parse().ok());
    let offset: i64 = offset.ok_or_else(|| Refusal::plain(StatusCode::BAD_REQUEST))?;
    let found = upload::find(&visit.cx, &id).await.map_err(|e| Refusal::of(&visit, e))?;
    if offset != found.offset {
        return Err(Refusal::of(&visit, Error::Conflict("upload_offset")));
    }
    let announced = said(&headers, "content-length").and_then(|n| n.parse::<i64>().ok());
    if announced.is_some_and(|n| n > found.size - offset) {
        return Err(Refusal::of(&visit, Error::Conflict("too_large")));
    }
    // A task of its own: what has arrived when the line breaks is confirmed, though the answer cannot be sent.
    let taken = tokio::spawn(receive::pieces(visit.cx.clone(), found.clone(), body)).await;
    let offset = match taken {
        Ok(done) => done.map_err(|e| Refusal::of(&visit, e))?,
        Err(died) => return Err(Refusal::of(&visit, Error::internal(died))),
    };
    let mut response = StatusCode::NO_CONTENT.into_response();
    protocol::expires(&mut response, &found);
    response.headers_mut().insert(protocol::OFFSET, HeaderValue::from(offset));
    Ok(response)
}

async fn stop(visit: Visit, Path(id): Path<String>, headers: HeaderMap) -> Result<Response, Refusal> {
    guarded(&visit, &headers)?;
    upload::stop(&visit.cx, &id).await.map_err(|e| Refusal::of(&visit, e))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// For clients behind a machine that knows no PATCH or DELETE.
async fn instead(
    visit: Visit,
    id: Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    match said(&headers, "x-http-method-override") {
        Some("PATCH") => append(visit, id, headers, body).await,
        Some("DELETE") => stop(visit, id, headers).await,
        Some("HEAD") => find(visit, id).await,
        _ => Err(Refusal::plain(StatusCode::METHOD_NOT_ALLOWED)),
    }
}
