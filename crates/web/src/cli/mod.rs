//! The command line: the same verbs as the pages, for those who run the machine. Answers go to standard output, one
//! readable sentence to standard error with exit code 2 when something was asked wrongly, 1 when it failed.

pub(crate) mod area;
mod criteria;
mod dossier;
pub(crate) mod import;
mod journal;
mod place;
mod privacy;
mod serve;
mod serving;
mod sweep;
mod user;

use crate::i18n::Lang;
use clap::{Parser, Subcommand};
use ocop_app::Config;
use place::{Place, open, open_begun, open_begun_with};
use serving::{ServeArgs, start};
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Runs a One Commune One Product programme.
#[derive(Parser, Debug)]
#[command(name = "ocop", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    place: Place,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Serve; the first start creates all it needs
    Serve(ServeArgs),
    /// Serve with real areas, real criteria and sample data
    Demo(ServeArgs),
    /// The criteria sets of three decisions
    Criteria {
        #[command(subcommand)]
        what: criteria::Criteria,
    },
    /// Areas of the present and the former map
    Area {
        #[command(subcommand)]
        what: area::Area,
    },
    /// Bring a list in: staged, with findings by row and column
    Import {
        #[command(subcommand)]
        what: ImportWhat,
    },
    /// Sealed packages; needs no server and no data
    Dossier {
        #[command(subcommand)]
        what: dossier::Dossier,
    },
    /// The journal of every act
    Journal {
        #[command(subcommand)]
        what: journal::Journal,
    },
    /// Throw away what has run out and forget what need not be kept; the running server does so by itself
    Sweep(sweep::Sweep),
    /// Accounts
    User {
        #[command(subcommand)]
        what: user::User,
    },
}

#[derive(Subcommand, Debug)]
enum ImportWhat {
    /// Recognised products as CSV or XLSX; all rows that are in order, or none
    Products {
        file: PathBuf,
        /// Look and report only
        #[arg(long)]
        dry_run: bool,
        #[arg(long)]
        json: bool,
    },
}

/// How long work that cannot be given up half-way (a paper being printed, a password being hashed) may go on at the end.
const LAST_WORK: Duration = Duration::from_secs(3);

/// The language of what went wrong: that of the options and their help.
pub(crate) const FAULTS: Lang = Lang::En;

/// What went wrong, in one sentence, with the exit code.
pub struct Fault(pub u8, pub String);

impl Fault {
    pub fn usage(sentence: impl ToString) -> Fault {
        Fault(2, sentence.to_string())
    }

    pub fn failed(sentence: impl ToString) -> Fault {
        Fault(1, sentence.to_string())
    }
}

pub fn run() -> ExitCode {
    let cli = Cli::parse();
    privacy::keep_to_ourselves();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        // Colours are for eyes: a file or a collector of logs gets plain lines.
        .with_ansi(io::stderr().is_terminal())
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("OCOP_LOG").unwrap_or_else(|_| "warn".into()),
        )
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => {
            eprintln!("ocop: {e}");
            return ExitCode::FAILURE;
        }
    };
    let outcome = runtime.block_on(carry_out(cli));
    runtime.shutdown_timeout(LAST_WORK);
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Fault(code, sentence)) => {
            eprintln!("ocop: {sentence}");
            ExitCode::from(code)
        }
    }
}

async fn carry_out(cli: Cli) -> Result<(), Fault> {
    match cli.command {
        Command::Criteria { what } => print(criteria::run(what)?),
        Command::Dossier { what } => print(dossier::run(what)?),
        // Areas and lists are what a database is begun with, so that a script can prepare one before the first start.
        Command::Area { what } => {
            let cx = open(&cli.place, Config::default()).await?;
            ocop_app::area::load_if_empty(&cx).await.map_err(Fault::failed)?;
            print(area::run(&cx, what).await?);
        }
        Command::Import { what: ImportWhat::Products { file, dry_run, json } } => {
            let cx = open(&cli.place, Config::default()).await?;
            ocop_app::area::load_if_empty(&cx).await.map_err(Fault::failed)?;
            let (report, whole) = import::products(&cx, &file, dry_run, json).await?;
            print(report);
            if !whole {
                return Err(Fault::failed("the list was not brought in; the findings say why"));
            }
        }
        Command::Journal { what } => print(journal::run(&open_begun(&cli.place).await?, what).await?),
        Command::Sweep(what) => {
            let config = Config { mail_kept_days: what.mail_kept_days, ..Config::default() };
            let cx = open_begun_with(&cli.place, config).await?;
            print(sweep::run(&cx, &what).await?);
        }
        Command::User { what } => {
            // The first account may come before the first start.
            let cx = match what {
                user::User::Add(_) => open(&cli.place, Config::default()).await?,
                _ => open_begun(&cli.place).await?,
            };
            ocop_app::area::load_if_empty(&cx).await.map_err(Fault::failed)?;
            print(user::run(&cx, what).await?);
        }
        Command::Serve(args) => start(&cli.place, &args, false).await?,
        Command::Demo(args) => start(&cli.place, &args, true).await?,
    }
    Ok(())
}

fn print(text: String) {
    say(&mut io::stdout(), &text);
}

/// A reader that has read enough (`| head`) closes the pipe: no failure of ours, and nothing to report.
fn say(out: &mut impl io::Write, text: &str) {
    writeln!(out, "{}", text.trim_end()).ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pipe whose reader has gone.
    struct Gone;

    impl io::Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
    }

    /// Addresses of databases and mail servers hold passwords, and help is pasted into reports.
    #[test]
    fn help_prints_no_value_that_may_hold_a_password() {
        use clap::CommandFactory as _;
        fn look(command: &clap::Command) {
            for arg in command.get_arguments() {
                let name = arg.get_env().and_then(|name| name.to_str()).unwrap_or_default();
                let secret = ["DATABASE", "SMTP", "FILES", "KEY", "TOKEN", "PASSWORD"]
                    .iter()
                    .any(|s| name.contains(s));
                assert!(
                    !secret || arg.is_hide_env_values_set(),
                    "{name} in the help of {}",
                    command.get_name()
                );
            }
            command.get_subcommands().for_each(look);
        }
        look(&Cli::command());
    }

    #[test]
    fn an_answer_not_read_to_its_end_is_no_failure() {
        say(&mut Gone, "a long answer");
        let mut read = Vec::new();
        say(&mut read, "one line\n\n");
        assert_eq!(read, b"one line\n");
    }
}
