//! `ocop user`: adds accounts with posts, and acts as the second person where one is asked for.

use super::{FAULTS, Fault};
use crate::i18n::tf;
use clap::{Args, Subcommand};
use ocop_app::account::add::{Add, add};
use ocop_app::account::{PostForm, manage, waiting};
use ocop_app::{Cx, Error};
use std::io::BufRead;

#[derive(Subcommand, Debug)]
pub enum User {
    /// Make an account, or give another post to one that is there; the password is read from standard input
    Add(AddArgs),
    /// Posts that wait for a second person
    Waiting,
    /// Confirm a waiting post, as the second person
    Confirm { id: String },
    /// Refuse a waiting post
    Refuse { id: String },
    /// Take a second factor away, after a lost phone; a new one is set up at the next sign-in
    ForgetSecondFactor { email: String },
}

#[derive(Args, Debug)]
pub struct AddArgs {
    #[arg(long)]
    email: String,
    #[arg(long)]
    name: String,
    /// administrator, province_office, ward_officer, council_member, advisory_member, leader, producer, auditor,
    /// ministry_office
    #[arg(long)]
    role: String,
    /// Code of the province or commune the post reaches; left out: the whole country
    #[arg(long, default_value = "")]
    area: String,
    /// Id of the producer a producer's account acts for
    #[arg(long, default_value = "")]
    producer: String,
}

pub async fn run(cx: &Cx, what: User) -> Result<String, Fault> {
    let args = match what {
        User::Add(args) => args,
        User::Waiting => return waiting_list(cx).await,
        User::Confirm { id } => return waiting::confirm(cx, &id).await.map_err(|e| sentence(&e)),
        User::Refuse { id } => return waiting::refuse(cx, &id).await.map_err(|e| sentence(&e)),
        User::ForgetSecondFactor { email } => {
            let id = manage::by_email(cx, &email).await.map_err(|e| sentence(&e))?;
            manage::forget_second_factor(cx, &id).await.map_err(|e| sentence(&e))?;
            return Ok(id);
        }
    };
    let mut password = String::new();
    std::io::stdin().lock().read_line(&mut password).map_err(Fault::failed)?;
    let today = cx.today();
    let post = PostForm {
        role: args.role,
        area: args.area,
        producer: args.producer,
        from: ocop_domain::calendar::written(today),
        ..PostForm::default()
    };
    let there = manage::by_email(cx, &args.email).await.is_ok();
    let email = args.email.clone();
    let cmd = Add { name: args.name, email: args.email, password: password.trim_end().to_owned(), post };
    let id = add(cx, cmd).await.map_err(|e| sentence(&e))?;
    if there {
        eprintln!(
            "ocop: {email} has an account already: it was given this post, and keeps its name and its password"
        );
    }
    Ok(id)
}

/// One waiting post a line: id, role, place, for whom, asked by whom.
async fn waiting_list(cx: &Cx) -> Result<String, Fault> {
    let found = waiting::list(cx).await.map_err(|e| sentence(&e))?;
    let lines = found.iter().map(|w| {
        let by = w.row.asked_by_name.as_deref().unwrap_or(&w.row.asked_by);
        format!("{}\t{}\t{}\t{}\t{by}\n", w.row.id, w.role.as_str(), w.place, w.row.email)
    });
    Ok(lines.collect())
}

/// An act's refusal as one sentence for the terminal.
pub fn sentence(e: &Error) -> Fault {
    match e {
        Error::Invalid(i) => {
            let parts: Vec<String> =
                i.0.iter()
                    .map(|f| {
                        let args: Vec<(&str, &str)> = f.args.iter().map(|(k, v)| (*k, v.as_str())).collect();
                        format!("{}: {}", f.field, tf(FAULTS, &format!("errors.{}", f.code), &args))
                    })
                    .collect();
            Fault::usage(parts.join("; "))
        }
        Error::Conflict(code) => Fault::failed(tf(FAULTS, &format!("errors.conflict.{code}"), &[])),
        other => Fault::failed(other),
    }
}
