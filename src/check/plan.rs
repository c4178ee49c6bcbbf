//! Cycles, problems of the network, and packages that cannot be scheduled properly.

use super::findings::{Finding, Kind, Place, named};
use crate::agenda::{SheetId, SheetKind};
use crate::roadmap::{Network, Plan};
use crate::workshop::{Reference, State, Value};

/// What is wrong with the roadmap.
pub(super) fn findings(state: &State) -> Vec<Finding> {
    let mut all = without_duration(state);
    let (plan, problems) = Plan::salvage(Network::of(state));
    all.extend(problems.iter().map(|problem| Finding {
        kind: Kind::Plan,
        place: Place::Record(Reference::new(&problem.id)),
        what: problem.to_string(),
        remedy: "mend it on the plan".to_owned(),
    }));
    let package = |place: usize| {
        plan.network()
            .packages
            .get(place)
            .map_or("", |package| package.id.as_str())
    };
    for cycle in plan.cycles() {
        let mut hops: Vec<&str> = plan
            .loop_packages(&cycle)
            .into_iter()
            .map(package)
            .collect();
        hops.extend(hops.first().copied());
        let cut = &plan.network().links[cycle.cut];
        all.push(Finding {
            kind: Kind::Plan,
            place: Place::Record(Reference::new(hops.first().copied().unwrap_or_default())),
            what: format!("{} wait for each other", hops.join(" → ")),
            remedy: format!("remove the link from {} to {}", cut.from, cut.to),
        });
    }
    all
}

fn without_duration(state: &State) -> Vec<Finding> {
    let plans: Vec<&SheetId> = state
        .playbook
        .sheets
        .iter()
        .filter(|sheet| sheet.kind() == SheetKind::Plan)
        .map(|sheet| &sheet.id)
        .collect();
    let records = plans.into_iter().flat_map(|sheet| state.on_sheet(sheet));
    records
        .filter(|record| record.text("duration").is_empty() && record.text("status") != "dropped")
        .filter(|record| record.get("milestone") != Some(&Value::Flag(true)))
        .map(|record| Finding {
            kind: Kind::Plan,
            place: Place::Record(record.id.clone()),
            what: format!("{} has no duration", named(record)),
            remedy: "estimate it, such as 3d or 2d/3d/8d".to_owned(),
        })
        .collect()
}
