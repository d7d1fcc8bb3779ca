//! What `serve` and `demo` are told, and what has to be right before they open anything.

use super::place::{Place, open};
use super::{Fault, privacy, serve};
use clap::Args;
use ocop_app::account::SealKey;
use ocop_app::ids::Ids;
use ocop_app::{Config, MailTo, ScanCommand};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

#[derive(Args, Debug, Clone)]
pub(super) struct ServeArgs {
    #[arg(long, env = "OCOP_ADDR", default_value = "127.0.0.1:8080")]
    pub addr: SocketAddr,
    /// Address under which people reach the program (links in mail, QR codes)
    #[arg(long, env = "OCOP_BASE_URL")]
    pub base_url: Option<String>,
    /// smtp://… or smtps://…; without it letters are put as files into var/mail
    #[arg(long, env = "OCOP_SMTP", hide_env_values = true)]
    pub smtp: Option<String>,
    #[arg(long, env = "OCOP_MAIL_DIR")]
    pub mail_dir: Option<PathBuf>,
    #[arg(long, env = "OCOP_MAIL_FROM", default_value = "ocop@localhost")]
    pub mail_from: String,
    /// File to which each seal of the journal is added as a line, best on another machine's disk
    #[arg(long, env = "OCOP_SEAL_FILE")]
    pub seal_file: Option<PathBuf>,
    /// Addresses of the proxies in front, comma between: only their word on where a request comes from is taken
    #[arg(long, env = "OCOP_TRUSTED_PROXY", value_delimiter = ',')]
    pub trusted_proxy: Vec<IpAddr>,
    /// The key that seals second factors, made at the first start [default: ocop.key beside the directory of files]
    #[arg(long, env = "OCOP_KEY_FILE", hide_env_values = true)]
    pub key_file: Option<PathBuf>,
    /// Take this key in place of the one the database was first started with; refused while second factors are sealed by
    /// that one
    #[arg(long)]
    pub new_key: bool,
    /// Megabytes that stay free on the disks of the database and the files; with less nothing is written and changes
    /// are answered with 507 [default: 64, on a small disk a twentieth of it]
    #[arg(long, env = "OCOP_MIN_FREE", value_name = "MB")]
    pub min_free: Option<u64>,
    /// Virus scanner: a program and its arguments, called with the path of each file that comes in; exit code 0 lets the
    /// file in, 1 refuses it, anything else or more than a minute means that it is not taken for now
    #[arg(long, env = "OCOP_SCAN_COMMAND", value_name = "PROGRAM ARGS")]
    pub scan_command: Option<String>,
    /// Days for which a letter that went out is remembered in the outbox
    #[arg(long, env = "OCOP_MAIL_KEPT_DAYS", value_name = "DAYS", default_value_t = ocop_app::MAIL_KEPT_DAYS)]
    pub mail_kept_days: u16,
    /// Address of its own for /metrics; without one it answers questions from this machine alone
    #[arg(long, env = "OCOP_METRICS_ADDR")]
    pub metrics_addr: Option<SocketAddr>,
    /// Connections held at once; those beyond wait
    #[arg(long, env = "OCOP_MAX_CONNECTIONS", default_value_t = 1024, value_parser = connections)]
    pub max_connections: usize,
}

/// Serving takes the key first: without it nothing is opened.
pub(super) async fn start(place: &Place, args: &ServeArgs, demo: bool) -> Result<(), Fault> {
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

pub(super) fn config(args: &ServeArgs, demo: bool) -> Config {
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
pub(super) fn base_url(text: &str) -> Result<(), String> {
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
