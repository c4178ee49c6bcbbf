//! Signals that end, stop or continue the program.

use std::sync::mpsc::Sender;

use super::Arrived;

/// Reports signals on the channel, from a thread of its own.
#[cfg(unix)]
pub(super) fn listen(sender: &Sender<Arrived>) -> anyhow::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};

    let sender = sender.clone();
    let mut signals =
        signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])?;
    let report = move || {
        for signal in signals.forever() {
            let arrived = match signal {
                SIGTSTP => Arrived::Suspend,
                SIGCONT => Arrived::Continue,
                _ => Arrived::End,
            };
            if sender.send(arrived).is_err() {
                return;
            }
        }
    };
    std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(report)?;
    Ok(())
}

/// There are no such signals here.
#[cfg(not(unix))]
pub(super) fn listen(_sender: &Sender<Arrived>) -> anyhow::Result<()> {
    Ok(())
}
