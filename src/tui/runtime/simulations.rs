//! Simulations, each in a thread of its own: the screen never waits for one.

use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use super::Arrived;
use crate::tui::simulating::Task;

/// What takes no longer is done in the blink of an eye: no progress is shown of it.
const BLINK: Duration = Duration::from_millis(120);
/// How often progress is told after that.
const STEP: Duration = Duration::from_millis(60);

/// Starts a simulation; it tells the loop how far it is, and what came of it.
pub(super) fn start(task: Task, sender: Sender<Arrived>) -> std::io::Result<()> {
    let work = move || {
        let begun = Instant::now();
        let mut next = BLINK;
        let found = task.run(|done| {
            if begun.elapsed() >= next {
                next = begun.elapsed() + STEP;
                drop(sender.send(Arrived::Simulating(task.clone(), done)));
            }
        });
        drop(sender.send(Arrived::Simulated(task.clone(), found.map(Box::new))));
    };
    let thread = std::thread::Builder::new().name("simulation".to_owned());
    thread.spawn(work).map(drop)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::mpsc::channel;

    use super::*;
    use crate::exports::{RUNS, SEED};
    use crate::roadmap::{Network, Package, Plan};

    fn plan() -> Arc<Plan> {
        let packages = ["A", "B"].map(|id| Package::new(id, "1d/2d/6d".parse().unwrap()));
        let network = Network {
            packages: packages.to_vec(),
            ..Network::default()
        };
        Arc::new(Plan::new(network).unwrap())
    }

    #[test]
    fn what_comes_of_it_is_what_the_engine_says() {
        let (sender, receiver) = channel();
        let task = Task::new(plan());
        start(task.clone(), sender).unwrap();
        let last = receiver.iter().last().unwrap();
        let expected = plan().simulate(&plan().schedule(), RUNS, SEED);
        match last {
            Arrived::Simulated(of, found) => {
                assert!(of == task);
                assert_eq!(found.map(|found| *found), expected);
            }
            other => panic!("not {other:?}"),
        }
    }

    #[test]
    fn what_nobody_waits_for_ends_without_a_result() {
        let (sender, receiver) = channel();
        let task = Task::new(plan());
        task.stop();
        start(task, sender).unwrap();
        let all: Vec<Arrived> = receiver.iter().collect();
        assert!(matches!(all.as_slice(), [Arrived::Simulated(_, None)]));
    }
}
