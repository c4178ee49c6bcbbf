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
            // While another program has the terminal, the loop waits for it: nobody would take the news.
            let lent = !super::terminal::is_taken();
            let arrived = match signal {
                SIGTSTP if lent => {
                    let _stopped = signal_hook::low_level::emulate_default_handler(signal);
                    continue;
                }
                SIGCONT if lent => continue,
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
