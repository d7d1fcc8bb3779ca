//! A mail server that refuses, hangs up after it has the letter, says nothing, or is not there: letters wait and go out
//! later under their own Message-ID, and every other job runs.

use crate::support::{World, on_each_engine};
use jiff::civil::date;
use ocop_app::job::{self, Runner};
use ocop_app::{Config, Cx, MailTo, mail, write_tx};
use ocop_domain::account::{Role, Scope};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinSet, yield_now};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    /// 250, as it should be.
    Take,
    /// 554.
    Refuse,
    /// The letter is in, and no word of it comes back.
    HangUp,
    /// The line stays open.
    Silent,
}

/// The Message-IDs of the letters that came in, with what became of them.
type Came = Arc<Mutex<Vec<(String, After)>>>;

/// Serves connection after connection, each in its own way; the last way goes on.
async fn serve(listener: TcpListener, ways: Vec<After>, came: Came) {
    let mut open = JoinSet::new();
    let mut ways = ways.into_iter();
    let mut way = After::Take;
    while let Ok((line, _)) = listener.accept().await {
        way = ways.next().unwrap_or(way);
        let (after, came) = (way, came.clone());
        open.spawn(async move { talk(line, after, came).await });
    }
}

async fn talk(line: TcpStream, after: After, came: Came) -> std::io::Result<()> {
    let mut line = BufReader::new(line);
    line.write_all(b"220 test\r\n").await?;
    loop {
        let mut said = String::new();
        if line.read_line(&mut said).await? == 0 {
            return Ok(());
        }
        let answer = match said.trim_end().split([' ', ':']).next().unwrap_or_default() {
            "EHLO" => "250 test\r\n",
            "DATA" => {
                line.write_all(b"354 go on\r\n").await?;
                let mut id = String::new();
                loop {
                    let mut text = String::new();
                    if line.read_line(&mut text).await? == 0 || text == ".\r\n" {
                        break;
                    }
                    if let Some(value) = text.strip_prefix("Message-ID: ") {
                        id = value.trim().to_owned();
                    }
                }
                came.lock().unwrap().push((id, after));
                match after {
                    After::Take => "250 taken\r\n",
                    After::Refuse => "554 refused\r\n",
                    After::HangUp => return Ok(()),
                    After::Silent => std::future::pending().await,
                }
            }
            "QUIT" => "221 bye\r\n",
            _ => "250 ok\r\n",
        };
        line.write_all(answer.as_bytes()).await?;
    }
}

async fn by_smtp(w: &World, ways: Vec<After>) -> (Cx, Came, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let config = Config { mail: MailTo::Smtp(url), ..(*w.cx.config).clone() };
    let came = Came::default();
    let server = tokio::spawn(serve(listener, ways, came.clone()));
    (Cx { config: Arc::new(config), ..w.cx.clone() }, came, server)
}

async fn letters(cx: &Cx, many: usize) {
    for n in 0..many {
        write_tx!(cx, |tx| { mail::queue(&tx, cx, "a@vi.du", &format!("Thư {n}"), "…").await }).unwrap();
    }
}

async fn left(cx: &Cx) -> i64 {
    cx.db().number("SELECT COUNT(*) AS n FROM mail WHERE sent_at IS NULL", vec![]).await.unwrap()
}

#[tokio::test]
async fn a_mail_server_that_fails_keeps_no_job_and_no_letter_for_good() {
    on_each_engine(async |w| {
        let ways = vec![After::Refuse, After::HangUp, After::Take];
        let (cx, came, server) = by_smtp(&w, ways).await;
        letters(&cx, 3).await;
        let runner = Runner::new(cx.clone(), ocop_app::jobs::all()).unwrap();
        runner.prepare().await.unwrap();
        runner.run_due().await.unwrap();
        assert_eq!(left(&cx).await, 2, "{}", w.engine);

        // The administrator sees it, and that everything else went on.
        let admin = w.as_role("admin", Role::Administrator, Scope::Nation);
        let view = job::overview(&admin).await.unwrap();
        let sending = view.lines.iter().find(|l| l.row.kind == "mail.send").unwrap();
        assert_eq!((sending.row.done, sending.row.failed), (Some(1), Some(2)), "{:?}", sending.row);
        assert!(sending.row.problem.is_some());
        for line in view.lines.iter().filter(|l| l.row.kind != "mail.send" && l.row.began_at.is_some()) {
            assert_eq!((line.row.problem.as_deref(), line.row.failed), (None, Some(0)), "{}", line.row.kind);
        }

        // The next day both go, under the names they had.
        w.on(date(2026, 10, 6));
        runner.run_due().await.unwrap();
        assert_eq!(left(&cx).await, 0);
        let came = came.lock().unwrap().clone();
        let of =
            |after| came.iter().filter(|(_, a)| *a == after).map(|(id, _)| id.clone()).collect::<Vec<_>>();
        let taken = of(After::Take);
        assert_eq!((came.len(), taken.len()), (5, 3), "{came:?}");
        assert!([of(After::Refuse), of(After::HangUp)].concat().iter().all(|id| taken.contains(id)));
        let ids: std::collections::BTreeSet<_> = taken.iter().collect();
        assert_eq!(ids.len(), 3, "a letter, a Message-ID");

        // And a server that is not there at all.
        server.abort();
        let _ = server.await;
        letters(&cx, 2).await;
        runner.run_due().await.unwrap();
        assert_eq!(left(&cx).await, 2);
        assert_eq!(job::overview(&admin).await.unwrap().counts.dead, 0);
    })
    .await;
}

#[tokio::test]
async fn a_mail_server_that_says_nothing_is_waited_for_a_minute() {
    on_each_engine(async |w| {
        let (cx, came, _server) = by_smtp(&w, vec![After::Silent, After::Take]).await;
        letters(&cx, 2).await;
        let delivering = tokio::spawn({
            let cx = cx.clone();
            async move { mail::deliver(&cx).await }
        });
        while came.lock().unwrap().is_empty() {
            yield_now().await;
        }
        w.clock.advance_minutes(1);
        let done = delivering.await.unwrap().unwrap();
        assert_eq!((done.done, done.failed, left(&cx).await), (1, 1, 1), "{}: {done:?}", w.engine);
        assert!(done.problem.unwrap().contains("within a minute"));
    })
    .await;
}
