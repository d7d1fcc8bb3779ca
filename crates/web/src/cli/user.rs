//! `ocop user add`: an account with a post, for whoever runs the machine.

use super::Fault;
use crate::i18n::tf;
use clap::{Args, Subcommand};
use ocop_app::account::PostForm;
use ocop_app::account::add::{Add, add};
use ocop_app::{Cx, Error};
use std::io::BufRead;

#[derive(Subcommand, Debug)]
pub enum User {
    /// Make an account, or give another post to one that is there; the password is read from standard input
    Add(AddArgs),
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
    let User::Add(args) = what;
    let mut password = String::new();
    std::io::stdin().lock().read_line(&mut password).map_err(Fault::failed)?;
    let today = cx.today();
    let post = PostForm {
        role: args.role,
        area: args.area,
        producer: args.producer,
        from: format!("{:02}/{:02}/{}", today.day(), today.month(), today.year()),
        ..PostForm::default()
    };
    let cmd = Add { name: args.name, email: args.email, password: password.trim_end().to_owned(), post };
    add(cx, cmd).await.map_err(|e| sentence(cx, &e))
}

/// An act's refusal as one sentence for the terminal.
pub fn sentence(cx: &Cx, e: &Error) -> Fault {
    match e {
        Error::Invalid(i) => {
            let parts: Vec<String> =
                i.0.iter()
                    .map(|f| {
                        let args: Vec<(&str, &str)> = f.args.iter().map(|(k, v)| (*k, v.as_str())).collect();
                        format!("{}: {}", f.field, tf(cx.lang, &format!("errors.{}", f.code), &args))
                    })
                    .collect();
            Fault::usage(parts.join("; "))
        }
        other => Fault::failed(other),
    }
}
