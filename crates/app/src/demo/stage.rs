//! The stage on which the samples are made, and what a day or an invented producer is called there.

use super::people::{CAST, Person, Reach};
use crate::clock::SetClock;
use crate::{Cx, Error, write_tx};
use jiff::civil::Date;
use ocop_domain::account::{Actor, Post, Scope};
use ocop_domain::calendar::add_days;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The demo's places: Thành phố Hồ Chí Minh and the ward Xóm Chiếu, once part of Quận 4.
pub(super) const PROVINCE: &str = "79";
pub(super) const COMMUNE: &str = "27259";
pub(super) const COMMUNE_ID: &str = "c27259@2025-07-01";

/// The cast, the producer and a clock that can be set back.
pub(super) struct Stage {
    pub cx: Cx,
    pub clock: Arc<SetClock>,
    pub today: Date,
    pub accounts: BTreeMap<&'static str, String>,
    pub producer: String,
}

impl Stage {
    /// The context of one of the cast, `days` ago.
    pub fn by(&self, email: &str, days: i32) -> Cx {
        self.clock.set(add_days(self.today, -days), 9);
        let actor = CAST.iter().find(|p| p.email == email).map_or(Actor::System, |p| Actor::Person {
            account: self.accounts.get(p.email).cloned().unwrap_or_default(),
            posts: vec![Post {
                role: p.role,
                scope: self.scope(p),
                from: add_days(self.today, -365),
                until: None,
            }],
        });
        self.cx.as_actor(actor)
    }

    pub fn scope(&self, p: &Person) -> Scope {
        match p.reach {
            Reach::Nation => Scope::Nation,
            Reach::Province => Scope::Province(PROVINCE.into()),
            Reach::Commune => Scope::Commune { province: PROVINCE.into(), commune: COMMUNE.into() },
            Reach::Producer => Scope::Producer(self.producer.clone()),
        }
    }

    pub fn account(&self, email: &str) -> String {
        self.accounts.get(email).cloned().unwrap_or_default()
    }

    pub fn day(&self, days: i32) -> Date {
        add_days(self.today, -days)
    }
}

/// Says of a producer of the demo that it is invented, as its dossiers and stars then do.
pub(super) async fn mark_invented(cx: &Cx, producer_id: &str) -> Result<(), Error> {
    write_tx!(cx, |tx| { Ok(ocop_store::producer::mark_invented(&tx, producer_id).await?) })
}

pub(super) fn written(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}
