//! Public pages kept as they were rendered, keyed by address, language and version of the data: a crowd that reads the
//! same page costs one rendering. A write moves the version and every kept page is out of date at once.

use crate::failure::Failure;
use crate::page::Page;
use crate::visit::Visit;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ocop_app::Error;
use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex};

const MOST_PAGES: usize = 512;

/// The pages kept by one running service.
#[derive(Debug, Clone, Default)]
pub struct Cache(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    version: String,
    pages: HashMap<String, Arc<str>>,
}

/// What a handler comes to.
pub enum Made {
    /// A page, to be kept.
    Page(String),
    /// An answer that leads elsewhere; it is not kept.
    Elsewhere(Response),
}

impl From<String> for Made {
    fn from(page: String) -> Made {
        Made::Page(page)
    }
}

impl Cache {
    /// Answers with the kept page, or loads, renders and keeps it: `make` is not run for a page that is kept, so everything
    /// a page loads belongs into it. A person signed in, or a page with a passing message, gets a page of their own.
    pub async fn answer<F, M>(
        &self,
        visit: &Visit,
        page: &Page,
        headers: &HeaderMap,
        make: F,
    ) -> Result<Response, Failure>
    where
        F: Future<Output = Result<M, Failure>>,
        M: Into<Made>,
    {
        if visit.session.is_some() || page.flash.is_some() {
            return Ok(match make.await?.into() {
                Made::Page(body) => html(body),
                Made::Elsewhere(response) => response,
            });
        }
        // A status changes at midnight without any write, so the day belongs to the version.
        let version = format!("{}-{}", ocop_app::portal::version(&visit.cx).await?, visit.cx.today());
        let tag = format!("\"{version}-{}-{}\"", page.lang.code(), page.theme.name());
        let asked = headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok());
        if asked.is_some_and(|a| a.split(',').any(|t| t.trim().trim_start_matches("W/") == tag)) {
            return Ok(shared(StatusCode::NOT_MODIFIED.into_response(), &tag));
        }
        let key = format!("{} {} {}", page.lang.code(), page.theme.name(), page.path);
        let kept = self.get(&version, &key)?;
        let body = match kept {
            Some(body) => body,
            None => {
                let body: Arc<str> = match make.await?.into() {
                    Made::Page(body) => body.into(),
                    Made::Elsewhere(response) => return Ok(response),
                };
                self.put(&version, key, body.clone())?;
                body
            }
        };
        Ok(shared(html(body.to_string()), &tag))
    }

    fn get(&self, version: &str, key: &str) -> Result<Option<Arc<str>>, Failure> {
        let mut kept = self.0.lock().map_err(|_| Failure(Error::internal("the cache's lock is broken")))?;
        if kept.version != version {
            kept.pages.clear();
            version.clone_into(&mut kept.version);
        }
        Ok(kept.pages.get(key).cloned())
    }

    fn put(&self, version: &str, key: String, body: Arc<str>) -> Result<(), Failure> {
        let mut kept = self.0.lock().map_err(|_| Failure(Error::internal("the cache's lock is broken")))?;
        if kept.pages.len() >= MOST_PAGES {
            kept.pages.clear();
        }
        // What was rendered while the data moved on is not kept under the new version.
        if kept.version == version {
            kept.pages.insert(key, body);
        }
        Ok(())
    }
}

fn html(body: String) -> Response {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response()
}

fn shared(mut response: Response, tag: &str) -> Response {
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("Cookie, Accept-Language"));
    response
}

/// A template as text, for [`Cache::answer`].
pub fn rendered(page: &impl askama::Template) -> Result<String, Failure> {
    page.render().map_err(|e| Failure(Error::internal(format!("a template could not be rendered: {e}"))))
}
