//! What the person who starts the program decides; the web crate reads it from the command line.

use crate::account::SealKey;
use std::net::IpAddr;
use std::path::PathBuf;

/// Where mail goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailTo {
    /// One `.eml` file a letter in a directory: the default, needs nothing.
    Directory(PathBuf),
    /// `smtp://…` or `smtps://user:password@host`.
    Smtp(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Address under which people reach the program, without a slash at the end: links in mail, QR codes.
    pub base_url: String,
    pub mail: MailTo,
    pub mail_from: String,
    /// The demo shows its accounts on the sign-in page and marks its papers as specimens.
    pub demo: bool,
    /// Where each seal of the journal is kept outside the database as well.
    pub seal_file: Option<PathBuf>,
    /// Seals secrets of second factors; kept in a file outside the database. Whatever serves has one.
    pub key: Option<SealKey>,
    /// The key takes the place of the one the database knows, where nothing is sealed by that one.
    pub new_key: bool,
    /// Proxies whose word on where a request comes from is taken. None unless named.
    pub trusted_proxies: Vec<IpAddr>,
    /// What the first administrator must bring along: told on the terminal at the start.
    pub first_run: Option<String>,
    /// Bytes that stay free on the disks of the database and of the files, where that was said: with less, nothing is
    /// written.
    pub keep_free: Option<u64>,
    /// The virus scanner that files are shown to before they are kept.
    pub scan: Option<ScanCommand>,
    /// How many days a letter is remembered once it went out.
    pub mail_kept_days: u16,
}

/// [`Config::mail_kept_days`] where nothing else was said: long enough to find out whether a letter left.
pub const MAIL_KEPT_DAYS: u16 = 90;

/// A program and its arguments; the path of the file comes last. No shell reads them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanCommand {
    pub program: String,
    pub args: Vec<String>,
}

impl ScanCommand {
    /// Words with white space between; none where there is no word.
    pub fn read(line: &str) -> Option<ScanCommand> {
        let mut words = line.split_whitespace().map(str::to_owned);
        Some(ScanCommand { program: words.next()?, args: words.collect() })
    }
}

impl Config {
    /// People reach the program over TLS.
    pub fn https(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}

impl Default for Config {
    fn default() -> Self {
        Config {
            base_url: "http://127.0.0.1:8080".into(),
            mail: MailTo::Directory("var/mail".into()),
            mail_from: "ocop@localhost".into(),
            demo: false,
            seal_file: None,
            key: None,
            new_key: false,
            trusted_proxies: vec![],
            first_run: None,
            keep_free: None,
            scan: None,
            mail_kept_days: MAIL_KEPT_DAYS,
        }
    }
}
