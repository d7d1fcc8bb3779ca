//! The outbox. A letter is a row in the transaction of the act that sends it, so that an act undone sends nothing; a
//! job carries the rows out, as files in a directory by default or by SMTP.

use crate::MailTo;
use crate::job::{Done, backoff};
use crate::prelude::*;
use lettre::message::header::ContentType;
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::{AsyncTransport, Message, Tokio1Executor};
use ocop_store::mail::{Letter, MailLine};
use ocop_store::{Error as StoreError, mail as store};
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

const BATCH: i64 = 50;
/// How long a mail server may take over a letter. One that takes the connection and then says nothing would hold the
/// outbox for ever otherwise: the library bounds the connecting only.
const ANSWERS_WITHIN: Duration = Duration::from_secs(60);

/// Puts a letter into the outbox, within the transaction of the act.
pub async fn queue(tx: &Db, cx: &Cx, to: &str, subject: &str, body: &str) -> Result<(), Error> {
    Ok(store::queue(tx, &cx.id(), to, subject, body, cx.now_ms()).await?)
}

/// Sends what waits. A letter that cannot be sent keeps its problem and is tried again, ever later; those after it go out.
/// It leaves twice, under one Message-ID, only where its row does not learn of the mail server's answer: the program ended, the
/// server answered too late or the row could not be written. A job of the running program.
pub async fn deliver(cx: &Cx) -> Result<Done, Error> {
    let mut done = Done::default();
    for letter in store::waiting(cx.db(), cx.now_ms(), BATCH).await? {
        let next = cx.now_ms() + backoff(letter.attempts + 1, &cx.ids.secret());
        // Where there is no room to write, no letter leaves either: it would leave again at the next try.
        let claimed: Result<bool, Error> = write_tx!(cx, |tx| {
            match store::claim(&tx, &letter.id, letter.attempts, next).await {
                Err(StoreError::Stale) => Ok(false),
                other => Ok(other.map(|()| true)?),
            }
        });
        if !claimed? {
            continue;
        }
        let problem = send(cx, &letter).await.err();
        let problem: Option<String> = problem.map(|e| e.to_string().chars().take(300).collect());
        let noted: Result<(), Error> = write_tx!(cx, |tx| {
            match &problem {
                None => Ok(store::sent(&tx, &letter.id, cx.now_ms()).await?),
                Some(problem) => Ok(store::failed(&tx, &letter.id, problem).await?),
            }
        });
        noted?;
        done.note("a letter", &letter.id, problem.map_or(Ok(()), |p| Err(Error::internal(p))))?;
    }
    Ok(done)
}

async fn send(cx: &Cx, letter: &Letter) -> Result<(), Error> {
    let message = message(cx, letter)?;
    match &cx.config.mail {
        MailTo::Directory(dir) => drop_file(dir, letter, &message.formatted()).await,
        MailTo::Smtp(url) => {
            let smtp = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(Error::internal)?.build();
            tokio::select! {
                answer = smtp.send(message) => answer.map(drop).map_err(Error::internal),
                () = cx.clock.passed(ANSWERS_WITHIN) => {
                    Err(Error::internal("the mail server gave no answer within a minute"))
                }
            }
        }
    }
}

fn message(cx: &Cx, letter: &Letter) -> Result<Message, Error> {
    let host = cx.config.mail_from.rsplit('@').next().unwrap_or("localhost");
    let at = Duration::from_millis(u64::try_from(letter.created_at).unwrap_or(0));
    Message::builder()
        .from(cx.config.mail_from.parse().map_err(Error::internal)?)
        .to(letter.to_address.parse().map_err(Error::internal)?)
        .subject(letter.subject.as_str())
        .date(std::time::SystemTime::UNIX_EPOCH + at)
        .message_id(Some(format!("<{}@{host}>", letter.id)))
        .header(ContentType::TEXT_PLAIN)
        .body(letter.body.clone())
        .map_err(Error::internal)
}

/// Written beside and renamed: a reader of the directory never sees half a letter. On the disk, file and name, before
/// the row says that it was sent: the row gives up the only other copy of the text.
async fn drop_file(dir: &Path, letter: &Letter, bytes: &[u8]) -> Result<(), Error> {
    let (dir, id, bytes) = (dir.to_owned(), letter.id.clone(), bytes.to_owned());
    tokio::task::spawn_blocking(move || {
        std::fs::create_dir_all(&dir)?;
        let half = dir.join(format!(".{id}.part"));
        let mut file = std::fs::File::create(&half)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        std::fs::rename(&half, dir.join(format!("{id}.eml")))?;
        std::fs::File::open(&dir)?.sync_all()
    })
    .await
    .map_err(Error::internal)?
    .map_err(Error::internal)
}

/// Can letters go out by these settings? Said at the start, not by letters that wait for ever.
pub fn sensible(config: &crate::Config) -> Result<(), String> {
    if let MailTo::Smtp(url) = &config.mail {
        let named = url.starts_with("smtp://") || url.starts_with("smtps://");
        let host = url.split_once("://").is_some_and(|(_, rest)| !rest.trim_matches('/').is_empty());
        if !named || !host || AsyncSmtpTransport::<Tokio1Executor>::from_url(url).is_err() {
            // The address may hold a password.
            return Err(
                "the address of --smtp cannot be read: write smtp://HOST:PORT or smtps://USER:PASSWORD@HOST"
                    .into(),
            );
        }
    }
    let from = config.mail_from.parse::<lettre::message::Mailbox>();
    from.map(drop).map_err(|_| format!("“{}” is not an address for --mail-from", config.mail_from))
}

/// The outbox without bodies, for the administrator: (letters, how many in all).
pub async fn outbox(cx: &Cx, page: i64, size: i64) -> Result<(Vec<MailLine>, i64), Error> {
    cx.allow(Act::SettingsEdit, &Facts::default())?;
    Ok((store::list(cx.db(), size, (page - 1) * size).await?, store::count(cx.db()).await?))
}

/// Gives a letter another round of tries.
pub async fn retry(cx: &Cx, id: &str) -> Result<(), Error> {
    cx.allow(Act::SettingsEdit, &Facts::default())?;
    write_tx!(cx, |tx| {
        match store::retry(&tx, id).await {
            Err(StoreError::Stale) => return Err(Error::NotFound),
            other => other?,
        }
        cx.journal(&tx, &format!("mail:{id}"), "mail.retry", id, json!({"attempts": 0})).await
    })
}

/// Letters of one transaction of a sweep.
const SWEPT: i64 = 500;

/// Forgets letters that went out longer ago than the installation keeps them: an address and a subject say who was
/// written to about what, and once a letter is known to have gone nothing of the programme needs that (Luật 91/2025/QH15).
/// What a person is told in a matter stands in the notices. Says how many went, and so does the journal.
pub async fn sweep(cx: &Cx) -> Result<u64, Error> {
    if cx.actor != Actor::System {
        return Err(Error::Forbidden);
    }
    let before = cx.now_ms() - i64::from(cx.config.mail_kept_days) * 24 * 3_600_000;
    let mut gone = 0;
    loop {
        let batch: u64 = write_tx!(cx, |tx| {
            let batch = store::sweep(&tx, before, SWEPT).await?;
            if batch > 0 {
                cx.journal(&tx, "mail", "mail.sweep", "mail", json!({"gone": batch})).await?;
            }
            Ok(batch)
        })?;
        gone += batch;
        if batch == 0 {
            return Ok(gone);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Config;

    #[tokio::test]
    async fn an_address_no_letter_can_go_to_is_refused() {
        let by = |url: &str| sensible(&Config { mail: MailTo::Smtp(url.into()), ..Config::default() });
        for sound in ["smtp://mail.example.vn:25", "smtps://a:b@mail.example.vn", "smtp://127.0.0.1:2525"] {
            assert_eq!(by(sound), Ok(()), "{sound}");
        }
        for wrong in ["nope", "http://mail.example.vn", "smtp://", "smtps:///", ""] {
            assert!(by(wrong).is_err(), "{wrong}");
        }
        let from = Config { mail_from: "khong phai".into(), ..Config::default() };
        assert!(sensible(&from).is_err());
    }
}
