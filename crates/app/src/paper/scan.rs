//! The operator's virus scanner: a program that is called with the path of each file that comes in, before anything of it
//! is kept. Exit code 0 lets the file in and 1 refuses it; whatever else happens, the file is not taken for now. The
//! program is started without a shell, a bounded number at once, and ended when it takes too long.

use super::sent::SentFile;
use crate::config::ScanCommand;
use crate::{Cx, Error, Outage};
use std::io::Write;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// How long one file may take.
const LIMIT: Duration = Duration::from_secs(60);
/// Scanners at work at the same time.
static AT_ONCE: Semaphore = Semaphore::const_new(2);
/// All a scanner is given of this program's environment, where it is set: how programs are found, where they keep their
/// settings and temporary files, and in what language and time they write. Passwords, whatever they are called, are not
/// among it; what else a scanner needs, a wrapper script sets.
const GIVEN: [&str; 10] = [
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "LANG",
    "LC_ALL",
    "TZ",
    "TMPDIR",
    "XDG_RUNTIME_DIR",
    "XDG_CONFIG_HOME",
];

/// Shows every file to the scanner, where there is one; the first that is refused is answered with its code.
pub(super) async fn scanned(cx: &Cx, files: &[SentFile]) -> Result<Result<(), &'static str>, Error> {
    let Some(command) = &cx.config.scan else { return Ok(Ok(())) };
    for file in files.iter().filter(|f| !f.bytes.is_empty() && !f.cut) {
        if !clean(command, file.bytes.clone(), LIMIT).await? {
            tracing::warn!(size = file.bytes.len(), "the scanner refused a file");
            return Ok(Err("file_infected"));
        }
    }
    Ok(Ok(()))
}

async fn clean(command: &ScanCommand, bytes: Vec<u8>, limit: Duration) -> Result<bool, Error> {
    let turn = AT_ONCE.acquire().await.map_err(Error::internal)?;
    let command = command.clone();
    let ran = tokio::task::spawn_blocking(move || {
        // The turn ends with the work, not with the request.
        let _turn = turn;
        run(&command, &bytes, limit)
    });
    let status = ran.await.map_err(Error::internal)?;
    match status.as_ref().map(|s| s.code()) {
        Ok(Some(0)) => Ok(true),
        Ok(Some(1)) => Ok(false),
        _ => {
            let why = status.map_or_else(|e| e, |s| format!("the scanner ended with {s}"));
            tracing::error!("a file was not scanned and not taken: {why}");
            Err(Error::Unavailable(Outage::Unscanned(why)))
        }
    }
}

fn run(command: &ScanCommand, bytes: &[u8], limit: Duration) -> Result<ExitStatus, String> {
    let mut file = tempfile::NamedTempFile::new().map_err(|e| format!("no place for the file: {e}"))?;
    file.write_all(bytes).and_then(|()| file.flush()).map_err(|e| format!("no place for the file: {e}"))?;
    let mut program = Command::new(&command.program);
    program.args(&command.args).arg(file.path());
    program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    program.env_clear().envs(given());
    // A group of its own: what a wrapper started ends with it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut program, 0);
    let mut child = program.spawn().map_err(|e| format!("{} does not start: {e}", command.program))?;
    ended(&mut child, limit).map_err(|e| format!("{}: {e}", command.program))
}

/// What stands in [`GIVEN`], as this program was started with it.
fn given() -> impl Iterator<Item = (&'static str, std::ffi::OsString)> {
    GIVEN.into_iter().filter_map(|name| Some((name, std::env::var_os(name)?)))
}

/// Waits for the end, and ends what takes too long.
fn ended(child: &mut Child, limit: Duration) -> Result<ExitStatus, String> {
    let begun = Instant::now();
    let mut pause = Duration::from_millis(2);
    loop {
        if let Some(status) = child.try_wait().map_err(|e| e.to_string())? {
            return Ok(status);
        }
        if begun.elapsed() >= limit {
            #[cfg(unix)]
            let _ = rustix::process::kill_process_group(
                rustix::process::Pid::from_child(child),
                rustix::process::Signal::KILL,
            );
            let killed = child.kill().and_then(|()| child.wait());
            return Err(killed.map_or_else(|e| e.to_string(), |_| "took too long".into()));
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(100));
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> ScanCommand {
        // The path of the file is `$0` of the script.
        ScanCommand { program: "/bin/sh".into(), args: vec!["-c".into(), script.into()] }
    }

    async fn answer(script: &str, limit: Duration) -> Result<bool, Error> {
        clean(&shell(script), b"X5O!P%@AP".to_vec(), limit).await
    }

    #[tokio::test]
    async fn a_scanner_lets_in_refuses_or_keeps_waiting() {
        assert_eq!(answer("grep -q X5O \"$0\"", LIMIT).await.ok(), Some(true));
        assert_eq!(answer("grep -q nothing-of-it \"$0\"", LIMIT).await.ok(), Some(false));
        let not_taken = |r: Result<bool, Error>| matches!(r, Err(Error::Unavailable(Outage::Unscanned(_))));
        assert!(not_taken(answer("exit 2", LIMIT).await));
        assert!(not_taken(answer("kill -9 $$", LIMIT).await));
        assert!(not_taken(answer("exec sleep 3600", Duration::ZERO).await), "ended when its time is over");
        // Of this program's environment it sees what is on the list and nothing else: `cargo test` sets CARGO_PKG_NAME.
        assert_eq!(answer("test -n \"$PATH\" && test -z \"$CARGO_PKG_NAME\"", LIMIT).await.ok(), Some(true));
        let names = "env | cut -d= -f1 | grep -vxE \"PATH|HOME|USER|LOGNAME|LANG|LC_ALL|TZ|TMPDIR|XDG_[A-Z_]*|PWD|SHLVL|_|OLDPWD\"";
        assert_eq!(answer(&format!("! {names}"), LIMIT).await.ok(), Some(true));
        let none = ScanCommand { program: "/nowhere/scanner".into(), args: vec![] };
        assert!(not_taken(clean(&none, vec![1], LIMIT).await));
    }
}
