//! In the sample every way back ends where something was said, and the numbers on it add up.

use std::collections::BTreeSet;

use flipchart::cli::sample;
use flipchart::trace::{Claim, Grounds};

#[test]
fn every_way_ends_at_a_record_or_says_that_nobody_gave_a_reason() {
    let state = sample::state().expect("the data can be read");
    let grounds = Grounds::new(&state);
    let mut open = vec![Claim::Recommendation];
    let mut known = BTreeSet::new();
    while let Some(claim) = open.pop() {
        if !known.insert(claim.clone()) {
            continue;
        }
        let found = grounds.why(&state, &claim);
        assert!(
            !found.claim.is_empty() && !found.reasons.is_empty(),
            "{claim:?}"
        );
        open.extend(
            found
                .reasons
                .into_iter()
                .filter_map(|reason| reason.leads_to),
        );
    }
    let count = |is: fn(&Claim) -> bool| known.iter().filter(|claim| is(claim)).count();
    assert_eq!(count(|claim| matches!(claim, Claim::Cell(_))), 70);
    assert_eq!(count(|claim| matches!(claim, Claim::Weight(..))), 14);
    assert!(count(|claim| matches!(claim, Claim::Record(_))) > 30);
}

#[test]
fn the_parts_of_a_total_add_up() {
    let state = sample::state().expect("the data can be read");
    let grounds = Grounds::new(&state);
    let mut checked = 0;
    for environment in &state.rubric.header.environments {
        for option in &state.rubric.options {
            let claim = Claim::Total(environment.clone(), option.id.clone());
            let found = grounds.why(&state, &claim);
            if found
                .reasons
                .iter()
                .any(|reason| reason.text.contains("not scored"))
            {
                continue;
            }
            let parts = found.reasons.iter().filter_map(|reason| {
                let (_, points) = reason.text.rsplit_once(" = ")?;
                points.parse::<f64>().ok()
            });
            let sum: f64 = parts.sum();
            let said = found
                .claim
                .split(" has ")
                .nth(1)
                .and_then(|rest| rest.split(' ').next());
            let said: f64 = said.and_then(|text| text.parse().ok()).expect("a number");
            // Every part is printed with one decimal.
            assert!((sum - said).abs() < 0.36, "{claim:?}: {sum} and {said}");
            checked += 1;
        }
    }
    assert!(checked >= 8, "{checked}");
}
