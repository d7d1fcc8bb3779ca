//! Forms that are pressed twice: a second click on a slow line, a page that is gone back to. A second press of the same
//! form with the same words waits for the first and, where that was carried out meanwhile, is answered like it. One that comes
//! later is an act of its own; where it is refused because the first was carried out, it is answered like the first, too, so
//! that its sender is not told of a failure.
//!
//! The answers are kept in the memory of the process, for ten minutes. That nothing is done twice does not rest on them: the
//! verbs hold that within their own transactions.

use crate::visit::FLASH_COOKIE;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

/// How many forms are remembered, the latest, and how long.
const MOST: usize = 4096;
const KEPT: Duration = Duration::from_secs(10 * 60);

/// How long a press waits for an earlier one; it goes on by itself then, and the verb decides.
const WAIT: Duration = Duration::from_secs(60);

/// The forms that were sent lately, each with the answer of its first press.
#[derive(Debug, Clone, Default)]
pub struct Presses(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    forms: HashMap<String, Arc<Turn<Option<HeaderMap>>>>,
    oldest_first: VecDeque<(Instant, String)>,
}

/// A press under way. Further presses of the same form wait until it is dropped.
#[derive(Debug)]
pub struct Press {
    answer: OwnedMutexGuard<Option<HeaderMap>>,
    /// It came while an earlier one was under way.
    waited: bool,
}

impl Presses {
    /// `form`: the account, and which form says what ([`crate::fields::Fields::sending`]).
    pub async fn begin(&self, form: String) -> Option<Press> {
        let turn = self.0.lock().unwrap_or_else(PoisonError::into_inner).turn(form, Instant::now());
        if let Ok(answer) = turn.clone().try_lock_owned() {
            return Some(Press { answer, waited: false });
        }
        let answer = tokio::time::timeout(WAIT, turn.lock_owned()).await.ok()?;
        Some(Press { answer, waited: true })
    }
}

impl Known {
    fn turn(&mut self, form: String, now: Instant) -> Arc<Turn<Option<HeaderMap>>> {
        let over = |(began, _): &(Instant, String)| now.duration_since(*began) > KEPT;
        let known = self.forms.contains_key(&form);
        while self.oldest_first.len() >= MOST && !known || self.oldest_first.front().is_some_and(over) {
            let oldest = self.oldest_first.pop_front();
            oldest.and_then(|(_, form)| self.forms.remove(&form));
        }
        if !self.forms.contains_key(&form) {
            self.oldest_first.push_back((now, form.clone()));
        }
        self.forms.entry(form).or_default().clone()
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
            *self.answer = Some(led.map(|(name, value)| (name.clone(), value.clone())).collect());
        }
    }

    /// A double click, whose first press was carried out while it waited: there is nothing left to do.
    pub fn is_done(&self) -> bool {
        self.waited && self.answer.is_some()
    }

    /// The answer of an earlier press that was carried out.
    pub fn earlier(&self) -> Option<Response> {
        self.answer.clone().map(|led| (StatusCode::SEE_OTHER, led).into_response())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::redirect_with;

    #[tokio::test]
    async fn a_second_press_waits_and_finds_the_answer_of_the_first() {
        let presses = Presses::default();
        let mut first = presses.begin("a".into()).await.unwrap();
        assert!(first.earlier().is_none());
        let second = tokio::spawn({
            let presses = presses.clone();
            async move { presses.begin("a".into()).await }
        });
        tokio::task::yield_now().await;
        assert!(presses.begin("b".into()).await.unwrap().earlier().is_none(), "another form does not wait");
        assert!(!second.is_finished());
        first.answered(&StatusCode::CONFLICT.into_response());
        assert!(first.earlier().is_none(), "a refusal was not carried out");
        first.answered(&redirect_with("/x", "common.saved"));
        drop(first);
        let second = second.await.unwrap().unwrap();
        assert!(second.is_done());
        let answer = second.earlier().unwrap();
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
            presses.begin(n.to_string()).await.unwrap().answered(&redirect_with("/", "x"));
        }
        assert!(presses.begin("0".into()).await.unwrap().earlier().is_none());
        assert!(presses.begin(MOST.to_string()).await.unwrap().earlier().is_some());
        let mut known = presses.0.lock().unwrap();
        assert_eq!((known.forms.len(), known.oldest_first.len()), (MOST, MOST));
        known.turn("later".into(), Instant::now() + KEPT * 2);
        assert_eq!((known.forms.len(), known.oldest_first.len()), (1, 1), "after ten minutes none is kept");
    }
}
