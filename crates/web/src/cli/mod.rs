//! The command line: the same verbs as the pages, for those who run the machine. Answers go to standard output, one
//! readable sentence to standard error with exit code 2 when something was asked wrongly, 1 when it failed.

pub(crate) mod area;
mod criteria;
mod dossier;
pub(crate) mod import;
mod journal;
mod privacy;
mod serve;
mod sweep;
mod user;

use crate::i18n::Lang;
use clap::{Args, Parser, Subcommand};
use ocop_app::account::SealKey;
use ocop_app::ids::Ids;
use ocop_app::{Config, Cx, MailTo, ScanCommand};
use std::io::{self, IsTerminal};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Where the data lies.
#[derive(Args, Debug, Clone)]
struct Place {
    /// sqlite:PATH or postgres://USER@HOST/NAME [default: sqlite:var/ocop.db, for the demo sqlite:var/demo/ocop.db]
    #[arg(long, env = "OCOP_DATABASE", hide_env_values = true, global = true)]
    database: Option<String>,
    /// Directory for uploaded and printed files [default: var/files, for the demo var/demo/files]
    #[arg(long, env = "OCOP_FILES", hide_env_values = true, global = true)]
    files: Option<String>,
}

/// Runs a One Commune One Product programme.
#[derive(Parser, Debug)]
#[command(name = "ocop", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    place: Place,
}

#[derive(Args, Debug, Clone)]
struct ServeArgs {
    #[arg(long, env = "OCOP_ADDR", default_value = "127.0.0.1:8080")]
    addr: SocketAddr,
    /// Address under which people reach the program (links in mail, QR codes)
    #[arg(long, env = "OCOP_BASE_URL")]
    base_url: Option<String>,
    /// smtp://… or smtps://…; without it letters are put as files into var/mail
    #[arg(long, env = "OCOP_SMTP", hide_env_values = true)]
    smtp: Option<String>,
    #[arg(long, env = "OCOP_MAIL_DIR")]
    mail_dir: Option<PathBuf>,
    #[arg(long, env = "OCOP_MAIL_FROM", default_value = "ocop@localhost")]
    mail_from: String,
    /// File to which each seal of the journal is added as a line, best on another machine's disk
    #[arg(long, env = "OCOP_SEAL_FILE")]
    seal_file: Option<PathBuf>,
    /// Addresses of the proxies in front, comma between: only their word on where a request comes from is taken
    #[arg(long, env = "OCOP_TRUSTED_PROXY", value_delimiter = ',')]
    trusted_proxy: Vec<IpAddr>,
    /// The key that seals second factors, made at the first start [default: ocop.key beside the directory of files]
    #[arg(long, env = "OCOP_KEY_FILE", hide_env_values = true)]
    key_file: Option<PathBuf>,
    /// Take this key in place of the one the database was first started with; refused while second factors are sealed by
    /// that one
    #[arg(long)]
    new_key: bool,
    /// Megabytes that stay free on the disks of the database and the files; with less nothing is written and changes
    /// are answered with 507 [default: 64, on a small disk a twentieth of it]
    #[arg(long, env = "OCOP_MIN_FREE", value_name = "MB")]
    min_free: Option<u64>,
    /// Virus scanner: a program and its arguments, called with the path of each file that comes in; exit code 0 lets the
    /// file in, 1 refuses it, anything else or more than a minute means that it is not taken for now
    #[arg(long, env = "OCOP_SCAN_COMMAND", value_name = "PROGRAM ARGS")]
    scan_command: Option<String>,
    /// Days for which a letter that went out is remembered in the outbox
    #[arg(long, env = "OCOP_MAIL_KEPT_DAYS", value_name = "DAYS", default_value_t = ocop_app::MAIL_KEPT_DAYS)]
    mail_kept_days: u16,
    /// Address of its own for /metrics; without one it answers questions from this machine alone
    #[arg(long, env = "OCOP_METRICS_ADDR")]
    metrics_addr: Option<SocketAddr>,
    /// Connections held at once; those beyond wait
    #[arg(long, env = "OCOP_MAX_CONNECTIONS", default_value_t = 1024, value_parser = connections)]
    max_connections: usize,
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

/// Serving takes the key first: without it nothing is opened.
async fn start(place: &Place, args: &ServeArgs, demo: bool) -> Result<(), Fault> {
    let mut config = config(args, demo);
    base_url(&config.base_url).map_err(Fault::usage)?;
    ocop_app::mail::sensible(&config).map_err(Fault::usage)?;
    let chance = ocop_app::ids::RandomIds;
    let key_file = key_file(place, args, demo);
    config.key = Some(SealKey::open(&key_file, &chance.secret()).map_err(Fault::failed)?);
    if let Some(warning) = privacy::tighten_file(&key_file) {
        eprintln!("ocop: {warning}");
    }
    config.first_run = Some(chance.secret());
    serve::run(open(place, config).await?, args).await
}

/// Beside the directory of files, where there is one on this machine.
fn key_file(place: &Place, args: &ServeArgs, demo: bool) -> PathBuf {
    let var = if demo { "var/demo" } else { "var" };
    args.key_file.clone().unwrap_or_else(|| {
        let files = place.files.as_deref().filter(|f| !f.contains("://")).map(PathBuf::from);
        files.as_deref().and_then(|f| f.parent()).unwrap_or(std::path::Path::new(var)).join("ocop.key")
    })
}

fn print(text: String) {
    say(&mut io::stdout(), &text);
}

/// A reader that has read enough (`| head`) closes the pipe: no failure of ours, and no news to anybody.
fn say(out: &mut impl io::Write, text: &str) {
    writeln!(out, "{}", text.trim_end()).ok();
}

fn config(args: &ServeArgs, demo: bool) -> Config {
    let own = if demo { "var/demo/mail" } else { "var/mail" };
    let mail_dir = args.mail_dir.clone().unwrap_or_else(|| own.into());
    Config {
        base_url: args
            .base_url
            .clone()
            .unwrap_or_else(|| format!("http://{}", args.addr))
            .trim_end_matches('/')
            .into(),
        mail: args.smtp.clone().map_or_else(|| MailTo::Directory(mail_dir), MailTo::Smtp),
        mail_from: args.mail_from.clone(),
        seal_file: args.seal_file.clone(),
        demo,
        key: None,
        new_key: args.new_key,
        trusted_proxies: args.trusted_proxy.clone(),
        first_run: None,
        scan: args.scan_command.as_deref().and_then(ScanCommand::read),
        mail_kept_days: args.mail_kept_days,
        keep_free: args.min_free.map(|megabytes| megabytes.saturating_mul(1024 * 1024)),
    }
}

/// At least one: with none no request is served.
fn connections(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|n| *n > 0).ok_or_else(|| "give a number from 1".to_owned())
}

/// Links in letters and QR codes begin with it: an address of the web, of a host, with a path at most.
fn base_url(text: &str) -> Result<(), String> {
    let read = text.parse::<axum::http::Uri>().ok();
    let sound = read.is_some_and(|uri| {
        let host = uri.authority().is_some_and(|a| !a.host().is_empty() && !a.as_str().contains('@'));
        matches!(uri.scheme_str(), Some("http" | "https")) && host && uri.query().is_none()
    });
    if sound && !text.contains(['#', '<', '>', '"', '\'']) {
        return Ok(());
    }
    Err(format!("“{text}” is not an address for --base-url: write https://HOST or http://HOST:PORT"))
}

/// Where the database is, as the options or their defaults say.
fn database(place: &Place, demo: bool) -> String {
    let var = if demo { "var/demo" } else { "var" };
    place.database.clone().unwrap_or_else(|| format!("sqlite:{var}/ocop.db"))
}

/// Opens data that is there. A name mistyped is said: nothing is made of it, and nothing that is empty is called whole.
async fn open_begun(place: &Place) -> Result<Cx, Fault> {
    open_begun_with(place, Config::default()).await
}

async fn open_begun_with(place: &Place, config: Config) -> Result<Cx, Fault> {
    let address = database(place, false);
    if ocop_app::is_begun(&address).await.map_err(Fault::failed)? {
        return open(place, config).await;
    }
    let file = ocop_app::sqlite_path(&address);
    let name =
        file.map_or_else(|| "the database named by --database".to_owned(), |f| f.display().to_string());
    Err(Fault::usage(format!("{name} holds no data of ocop: check --database (ocop serve begins a new one)")))
}

/// Opens the data, making the directory of a new SQLite file.
///
/// The demo has a place of its own, so that it never mixes with real data by an option left out.
async fn open(place: &Place, config: Config) -> Result<Cx, Fault> {
    let var = if config.demo { "var/demo" } else { "var" };
    let database = database(place, config.demo);
    let files = place.files.clone().unwrap_or_else(|| format!("{var}/files"));
    let file = ocop_app::sqlite_path(&database);
    if let Some(dir) = file.as_deref().and_then(std::path::Path::parent) {
        std::fs::create_dir_all(dir)
            .map_err(|e| Fault::failed(format!("cannot make {}: {e}", dir.display())))?;
    }
    let mail = if let MailTo::Directory(dir) = &config.mail { Some(dir.clone()) } else { None };
    let bucket = files.contains("://");
    for warning in privacy::tighten(file.as_deref(), (!bucket).then(|| files.as_ref()), mail.as_deref()) {
        eprintln!("ocop: {warning}");
    }
    Cx::open(&database, &files, config).await.map_err(Fault::failed)
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
    fn settings_without_sense_are_refused() {
        for sound in ["https://ocop.example.vn", "http://127.0.0.1:8080", "https://ocop.example.vn/ocop"] {
            assert_eq!(base_url(sound), Ok(()), "{sound}");
        }
        for wrong in [
            "javascript:alert(1)",
            "ftp://x",
            "ocop.example.vn",
            "https://",
            "https://a@b",
            "https://x/?a=1",
            "",
            "/x",
        ] {
            assert!(base_url(wrong).is_err_and(|e| e.contains("--base-url")), "{wrong}");
        }
        assert_eq!(connections("1"), Ok(1));
        for wrong in ["0", "-1", "x", ""] {
            assert!(connections(wrong).is_err(), "{wrong}");
        }
    }

    /// A path mistyped is said with the path, and neither a folder nor a database comes of it.
    #[tokio::test]
    async fn a_command_that_reads_makes_no_database() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("mistyped").join("x.db");
        let place = |file: &std::path::Path| Place {
            database: Some(format!("sqlite:{}", file.display())),
            files: Some(dir.path().join("files").display().to_string()),
        };
        let fault = open_begun(&place(&file)).await.err().unwrap();
        assert_eq!(fault.0, 2);
        assert!(fault.1.contains("mistyped/x.db"), "{}", fault.1);
        assert!(!file.exists() && !file.parent().unwrap().exists() && !dir.path().join("files").exists());
        let empty = dir.path().join("empty.db");
        std::fs::write(&empty, b"").unwrap();
        assert_eq!(open_begun(&place(&empty)).await.err().unwrap().0, 2);
        let begun = dir.path().join("begun.db");
        open(&place(&begun), Config::default()).await.map_err(|f| f.1).unwrap();
        open_begun(&place(&begun)).await.map_err(|f| f.1).unwrap();
    }

    #[test]
    fn an_answer_nobody_reads_to_its_end_is_no_failure() {
        say(&mut Gone, "a long answer");
        let mut read = Vec::new();
        say(&mut read, "one line\n\n");
        assert_eq!(read, b"one line\n");
    }
}
