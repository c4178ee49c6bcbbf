//! How the sample came to be: the journal that ends in its state.
//!
//! Everything in the data has its own time and author, so each becomes an entry of that moment. What the data do
//! not tell is told the way a room does it: assumptions are open until the review, a table is filled in the
//! middle of its block, and a link is made when the second of its two ends is written down.

mod captured;

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, TimeDelta};

use crate::agenda::{BlockId, Environment, Rubric};
use crate::order::Arrange;
use crate::workshop::{Act, Change, Clock, ClockEvent, Entry, Info, Node, Stamp, State, Status};

/// The journal that begins with an empty workshop on the rubric as it was proposed and ends in `state`.
pub(super) fn entries(state: &State, proposed: Rubric) -> Vec<Entry> {
    let mut tale = Tale {
        state,
        proposed,
        steps: Vec::new(),
    };
    tale.begin();
    tale.clocks();
    tale.agenda();
    tale.weights();
    tale.records();
    tale.review();
    tale.scores();
    tale.cells();
    tale.close();
    tale.steps.arrange_by_key(|step| (step.at, step.rank));
    tale.link();
    numbered(tale.steps)
}

/// What is first among things of the same moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Begin,
    End,
    Start,
    Word,
    Mark,
}

/// One entry to be.
struct Step {
    at: DateTime<FixedOffset>,
    rank: Rank,
    by: String,
    act: Act,
}

/// The history while it is put together.
struct Tale<'s> {
    state: &'s State,
    /// The rubric before the room changed it.
    proposed: Rubric,
    steps: Vec<Step>,
}

impl Tale<'_> {
    fn say(&mut self, stamp: &Stamp, changes: Vec<Change>) {
        self.step(stamp.at, Rank::Word, &stamp.by, Act::Do(changes));
    }

    fn step(&mut self, at: DateTime<FixedOffset>, rank: Rank, by: &str, act: Act) {
        let by = by.to_owned();
        self.steps.push(Step { at, rank, by, act });
    }

    /// Who leads, and when the first block began.
    fn opening(&self) -> Stamp {
        let started = self.state.clocks.values().filter_map(Clock::started);
        let lead = self.state.people.iter().find(|person| person.facilitator);
        Stamp {
            at: started.min().unwrap_or(DateTime::UNIX_EPOCH.fixed_offset()),
            by: lead.map(|person| person.name.clone()).unwrap_or_default(),
        }
    }

    /// Who writes: whoever captured the first record.
    fn scribe(&self) -> String {
        let first = self
            .state
            .every_record()
            .min_by_key(|record| record.added.at);
        first
            .map(|record| record.added.by.clone())
            .unwrap_or_default()
    }

    /// The workshop is prepared some days ahead: client, people, question, agenda.
    fn begin(&mut self) {
        let opening = self.opening();
        let info = Info {
            status: Status::Draft,
            version: String::new(),
            decision: None,
            ..self.state.info.clone()
        };
        let mut empty = State::new(info, self.state.playbook.clone(), self.proposed.clone());
        empty.people.clone_from(&self.state.people);
        let prepared = opening.at - TimeDelta::days(4) + TimeDelta::hours(6);
        let begin = Act::Do(vec![Change::Replace(Box::new(empty))]);
        self.step(prepared, Rank::Begin, &opening.by, begin);
    }

    /// Clocks of the blocks, and a mark at the end of each day.
    fn clocks(&mut self) {
        let lead = self.opening().by;
        for (number, day) in (1..).zip(&self.state.playbook.days) {
            let mut last = None;
            for block in &day.blocks {
                self.clock(&block.id, &lead);
                let clock = self.state.clocks.get(&block.id);
                last = clock.and_then(|clock| clock.ended).or(last);
            }
            if let Some(at) = last {
                let mark = Act::Mark(format!("end of day {number}"));
                self.step(at, Rank::Mark, &lead, mark);
            }
        }
    }

    fn clock(&mut self, block: &BlockId, lead: &str) {
        let Some(clock) = self.state.clocks.get(block) else {
            return;
        };
        let mut tick = |at, rank, event| {
            let block = block.clone();
            let act = Act::Do(vec![Change::Clock { block, event }]);
            self.step(at, rank, lead, act);
        };
        for run in &clock.runs {
            tick(run.from, Rank::Start, ClockEvent::Started);
            let pause = run.to.filter(|to| Some(*to) != clock.ended);
            if let Some(at) = pause {
                tick(at, Rank::End, ClockEvent::Paused);
            }
        }
        if let Some(at) = clock.ended {
            if clock.extended != 0 {
                tick(at, Rank::End, ClockEvent::Extended(clock.extended));
            }
            tick(at, Rank::End, ClockEvent::Ended);
        }
    }

    /// Topics covered and outputs accepted.
    fn agenda(&mut self) {
        for (topic, stamp) in &self.state.covered {
            let (topic, covered) = (topic.clone(), true);
            self.say(stamp, vec![Change::Cover { topic, covered }]);
        }
        for (output, accepted) in &self.state.accepted {
            let (output, reason) = (output.clone(), Some(accepted.reason.clone()));
            self.say(&accepted.set, vec![Change::Accept { output, reason }]);
        }
    }

    /// The room changes weights, then locks them.
    fn weights(&mut self) {
        for (environment, locked) in &self.state.locked {
            let before = Stamp {
                at: locked.at - TimeDelta::minutes(1),
                by: locked.by.clone(),
            };
            let changes = self.changed_weights(environment);
            if !changes.is_empty() {
                self.say(&before, changes);
            }
            let (environment, now) = (environment.clone(), true);
            let lock = Change::LockWeights {
                environment,
                locked: now,
            };
            self.say(locked, vec![lock]);
        }
    }

    fn changed_weights(&self, environment: &Environment) -> Vec<Change> {
        let criteria = self.state.rubric.criteria.iter();
        let changed = criteria.filter_map(|criterion| {
            let points = *criterion.weight.get(environment)?;
            let before = self
                .proposed
                .criterion(&criterion.id)?
                .weight
                .get(environment);
            (before != Some(&points)).then(|| Change::SetWeight {
                criterion: criterion.id.clone(),
                environment: environment.clone(),
                points,
            })
        });
        changed.collect()
    }

    /// The report is agreed on: what it is called, what is asked for, and a mark.
    fn close(&mut self) {
        for (section, prose) in &self.state.prose {
            let (section, text) = (section.clone(), Some(prose.text.clone()));
            self.say(&prose.set, vec![Change::SetProse { section, text }]);
        }
        let last = self.steps.iter().map(|step| step.at).max();
        let Stamp { at, by } = self.opening();
        let at = last.unwrap_or(at) + TimeDelta::minutes(15);
        let info = Change::SetInfo(Box::new(self.state.info.clone()));
        self.step(at, Rank::Word, &by, Act::Do(vec![info]));
        let name = format!("version {}", self.state.info.version);
        self.step(at, Rank::Mark, &by, Act::Mark(name));
    }

    /// Makes each link with whichever of its ends was written down last.
    fn link(&mut self) {
        let mut written: BTreeMap<Node, usize> = BTreeMap::new();
        for (place, step) in self.steps.iter().enumerate() {
            written.extend(nodes(&step.act).map(|node| (node, place)));
        }
        for (key, link) in &self.state.links {
            let ends = [&key.from, &key.to];
            let place = ends.into_iter().filter_map(|end| written.get(end)).max();
            let step = place.and_then(|place| self.steps.get_mut(*place));
            if let Some(Act::Do(changes)) = step.map(|step| &mut step.act) {
                let (key, link) = (key.clone(), link.clone());
                changes.push(Change::Link { key, link });
            }
        }
    }
}

/// What an entry writes down that a link can lead to.
fn nodes(act: &Act) -> impl Iterator<Item = Node> {
    let changes = match act {
        Act::Do(changes) => changes.as_slice(),
        _ => &[],
    };
    changes.iter().filter_map(|change| match change {
        Change::Add(record) => record.id.clone().map(Node::Record),
        Change::Score { cell, .. } => Some(Node::Cell(cell.clone())),
        _ => None,
    })
}

/// The entries, each with an id made from its place and what it says.
fn numbered(steps: Vec<Step>) -> Vec<Entry> {
    let number = |(place, step): (usize, Step)| {
        let what = (place, &step.at, &step.by, &step.act);
        let body = serde_json::to_vec(&what).expect("an entry is text, numbers and lists of them");
        let hash = blake3::hash(&body);
        let mut id = [0; 16];
        id.copy_from_slice(&hash.as_bytes()[..16]);
        Entry {
            id: uuid::Builder::from_custom_bytes(id).into_uuid(),
            at: step.at,
            by: step.by,
            act: step.act,
        }
    };
    steps.into_iter().enumerate().map(number).collect()
}
