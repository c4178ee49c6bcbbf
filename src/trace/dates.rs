//! Why a work package has its dates.

use super::{Claim, Grounds, Reason, Reasons, records};
use crate::roadmap::schedule::Cause;
use crate::roadmap::words::Words;
use crate::workshop::{LinkKey, Node, Reference, Relation, State};

pub(super) fn date(grounds: &Grounds, state: &State, id: &Reference) -> Reasons {
    let (plan, schedule) = (&grounds.plan, &grounds.schedule);
    let Some(at) = plan.find(id.as_str()) else {
        return records::record(state, id);
    };
    let words = Words::new(plan, schedule);
    let claim = words.why(at).into_iter().next().unwrap_or_default();
    let mut reasons = Vec::new();
    let driver = schedule
        .times(at)
        .and_then(|times| match times.earliest_by {
            Cause::Link(link) => plan.ends(link).map(|(from, _)| from),
            _ => None,
        });
    for link in plan.links_into(at) {
        let Some((from, _)) = plan.ends(link) else {
            continue;
        };
        let network = plan.network();
        let why = network.links[link].why.as_deref().unwrap_or_default();
        let why = if why.is_empty() {
            "nobody wrote down why".to_owned()
        } else {
            why.to_owned()
        };
        let sets = if driver == Some(from) {
            ", and this sets the date"
        } else {
            ""
        };
        reasons.push(Reason::resting_on(
            format!("It waits for {}{sets}: {why}", words.name(from)),
            Claim::Date(Reference::new(&network.packages[from].id)),
        ));
    }
    let duration = state
        .record(id)
        .map(|record| record.text("duration"))
        .unwrap_or_default();
    reasons.push(Reason::said(if duration.is_empty() {
        "Nobody has estimated how long it takes.".to_owned()
    } else {
        format!("It is estimated at {duration}")
    }));
    reasons.extend(gaps(grounds, state, id));
    reasons.push(Reason::resting_on(
        "Where the work package comes from",
        Claim::Record(id.clone()),
    ));
    Reasons { claim, reasons }
}

/// The gaps that a work package closes.
fn gaps(grounds: &Grounds, state: &State, id: &Reference) -> Vec<Reason> {
    let node = Node::Record(id.clone());
    let closes = state
        .links_from(&node)
        .filter(|(key, _)| key.relation == Relation::Closes);
    let reason = |key: &LinkKey| {
        let Node::Cell(cell) = &key.to else {
            return None;
        };
        let text = format!(
            "It closes a gap: {} of {}",
            grounds.names.criterion(&cell.criterion),
            grounds.names.option(&cell.option)
        );
        Some(Reason::resting_on(text, Claim::Cell(cell.clone())))
    };
    closes.filter_map(|(key, _)| reason(key)).collect()
}
