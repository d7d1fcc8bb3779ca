//! Forms that are pressed twice: a second click on a slow line, a page that is gone back to. A second press of the same
//! form with the same words waits for the first. Where the first was carried out and the second is therefore refused, both
//! are answered alike, so that its sender is not told of a failure.
//!
//! The answers are kept in the memory of the process, for a while. That nothing is done twice does not rest on them: the
//! verbs hold that within their own transactions.

use crate::visit::FLASH_COOKIE;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

/// How many forms are remembered, the latest.
const MOST: usize = 4096;

/// The forms that were sent lately, each with the answer of its first press.
#[derive(Debug, Clone, Default)]
pub struct Presses(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    forms: HashMap<String, Arc<Turn<Option<HeaderMap>>>>,
    oldest_first: VecDeque<String>,
}

/// A press under way. Further presses of the same form wait until it is dropped.
#[derive(Debug)]
pub struct Press(OwnedMutexGuard<Option<HeaderMap>>);

impl Presses {
    /// `form`: the account, and which form says what ([`crate::fields::Fields::sending`]).
    pub async fn begin(&self, form: String) -> Press {
        let turn = {
            let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if !known.forms.contains_key(&form) {
                known.oldest_first.push_back(form.clone());
                if known.oldest_first.len() > MOST
                    && let Some(oldest) = known.oldest_first.pop_front()
                {
                    known.forms.remove(&oldest);
                }
            }
            known.forms.entry(form).or_default().clone()
        };
        Press(turn.lock_owned().await)
    }
}

impl Press {
    /// Remembers where a press led that was carried out.
    pub fn answered(&mut self, response: &Response) {
        if response.status() == StatusCode::SEE_OTHER {
            // Of the cookies only the sentence for the next page.
            let led = response.headers().iter().filter(|(name, value)| {
                *name == LOCATION
                    || *name == SET_COOKIE && value.as_bytes().starts_with(FLASH_COOKIE.as_bytes())
            });
            *self.0 = Some(led.map(|(name, value)| (name.clone(), value.clone())).collect());
        }
    }

    /// The answer of an earlier press that was carried out.
    pub fn earlier(&self) -> Option<Response> {
        self.0.clone().map(|led| (StatusCode::SEE_OTHER, led).into_response())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::redirect_with;

    #[tokio::test]
    async fn a_second_press_waits_and_finds_the_answer_of_the_first() {
        let presses = Presses::default();
        let mut first = presses.begin("a".into()).await;
        assert!(first.earlier().is_none());
        let second = tokio::spawn({
            let presses = presses.clone();
            async move { presses.begin("a".into()).await }
        });
        assert!(presses.begin("b".into()).await.earlier().is_none(), "another form does not wait");
        assert!(!second.is_finished());
        first.answered(&StatusCode::CONFLICT.into_response());
        assert!(first.earlier().is_none(), "a refusal was not carried out");
        first.answered(&redirect_with("/x", "common.saved"));
        drop(first);
        let answer = second.await.unwrap().earlier().unwrap();
        assert_eq!(
            (answer.status(), &answer.headers()[LOCATION]),
            (StatusCode::SEE_OTHER, &"/x".parse().unwrap())
        );
        assert!(answer.headers().contains_key(SET_COOKIE));
    }

    #[tokio::test]
    async fn the_oldest_forms_are_forgotten() {
        let presses = Presses::default();
        for n in 0..=MOST {
            presses.begin(n.to_string()).await.answered(&redirect_with("/", "x"));
        }
        assert!(presses.begin("0".into()).await.earlier().is_none());
        assert!(presses.begin(MOST.to_string()).await.earlier().is_some());
        assert!(presses.0.lock().unwrap().forms.len() <= MOST);
    }
}
