//! The JSON of `flipchart score --json`: a contract, schema 1.
//!
//! Shares, scores and bounds run as in the analysis (0–1 on the default scale), points 0–100. Arrays
//! that an analysis leaves empty (a tie for first, nothing passes) are empty here too.

mod contract;

use serde_json::Value;

use self::contract::{
    Accepted, Bounds, Change, Coverage, Dominated, Environment, Gap, Giver, Interval, Pair, Ranked,
    Report, Rescored, Shares, Verdict, WeightFlip,
};
use super::acceptability::{Acceptability, RankShares};
use super::analysis::Analysis;
use super::flips::Flip;
use super::ranking::Standing;
use super::rational::Rational;
use super::reason::Names;
use super::score_flips::{ScoreChange, ScoreFlip};

/// Version of the contract.
pub const SCHEMA: u32 = 1;

/// The contract for some environments, by name; the unnamed environment is `""`. `names` are used in the
/// reasons only, everything else is in ids.
///
/// # Errors
/// None that valid analyses can cause; the signature is that of `serde_json`.
pub fn json(environments: &[(&str, &Analysis)], names: &Names) -> serde_json::Result<Value> {
    let environments = environments
        .iter()
        .map(|(name, analysis)| environment(name, analysis, names))
        .collect();
    serde_json::to_value(Report {
        schema: SCHEMA,
        environments,
    })
}

fn environment<'a>(name: &'a str, analysis: &'a Analysis, names: &Names) -> Environment<'a> {
    let coverage = analysis.coverage;
    Environment {
        environment: name,
        coverage: Coverage {
            scored: coverage.scored,
            total: coverage.total,
        },
        ranking: analysis.ranking.iter().map(ranked).collect(),
        dominance: analysis
            .dominance
            .iter()
            .map(|pair| Dominated {
                dominates: &pair.dominates,
                dominated: &pair.dominated,
            })
            .collect(),
        acceptability: analysis.acceptability.iter().map(accepted).collect(),
        pairwise: analysis
            .pairwise
            .iter()
            .map(|p| Pair {
                a: &p.a,
                b: &p.b,
                share: p.share,
            })
            .collect(),
        stability: analysis.stability.iter().map(interval).collect(),
        flips: analysis.flips.iter().map(weight_flip).collect(),
        score_flips: analysis.score_flips.iter().map(rescored).collect(),
        m_interval: analysis.m_interval.map(|m| Bounds {
            low: m.low.to_f64(),
            high: m.high.to_f64(),
        }),
        necessary_winner: analysis.winners.necessary.as_ref(),
        possible_winners: &analysis.winners.possible,
        verdict: Verdict {
            word: analysis.verdict.word.word(),
            leader: analysis.verdict.leader.as_ref(),
            reasons: analysis
                .verdict
                .reasons
                .iter()
                .map(|reason| reason.sentence(names))
                .collect(),
        },
        gaps: analysis.gaps.iter().map(gap).collect(),
    }
}

fn ranked(standing: &Standing) -> Ranked<'_> {
    Ranked {
        option: &standing.option,
        score: standing.score.map(Rational::to_f64),
        score_exact: standing.score.map(|score| score.to_string()),
        low: standing.low.to_f64(),
        high: standing.high.to_f64(),
        rank: standing.rank,
        tied: standing.tied,
        excluded: standing.is_excluded(),
        conditional: standing.is_conditional(),
    }
}

fn accepted(found: &Acceptability) -> Accepted<'_> {
    Accepted {
        weights: found.weights.word(),
        method: found.method.word(),
        error: found.method.error(),
        options: found.options.iter().map(shares).collect(),
    }
}

fn shares(shares: &RankShares) -> Shares<'_> {
    let central = shares.central_weights.as_ref().map(|weights| {
        weights
            .iter()
            .map(|(criterion, w)| (criterion.to_string(), Value::from(*w)))
            .collect()
    });
    Shares {
        option: &shares.option,
        ranks: &shares.ranks,
        central_weights: central,
    }
}

fn interval(found: &super::Stability) -> Interval<'_> {
    Interval {
        criterion: &found.criterion,
        weight: found.weight.to_f64(),
        low: found.low.to_f64(),
        high: found.high.to_f64(),
        low_taken_by: &found.low_taken_by,
        high_taken_by: &found.high_taken_by,
    }
}

fn weight_flip(flip: &Flip) -> WeightFlip<'_> {
    let givers = flip.from.iter();
    WeightFlip {
        rival: &flip.rival,
        points: flip.points.to_f64(),
        from: givers
            .map(|(criterion, p)| Giver {
                criterion,
                points: p.to_f64(),
            })
            .collect(),
        to: &flip.to,
    }
}

fn rescored(flip: &ScoreFlip) -> Rescored<'_> {
    Rescored {
        changes: flip.changes.iter().map(changed).collect(),
        winner: &flip.winner,
    }
}

const fn changed(change: &ScoreChange) -> Change<'_> {
    Change {
        option: &change.option,
        criterion: &change.criterion,
        from: change.from,
        to: change.to,
    }
}

fn gap(gap: &super::Gap) -> Gap<'_> {
    Gap {
        option: &gap.option,
        criterion: &gap.criterion,
        level: gap.level,
        severity: gap.severity.to_f64(),
        must_have: gap.must_have,
        work_packages: &gap.work_packages,
    }
}

#[cfg(test)]
mod tests {
    use super::super::analysis::{Settings, analyse};
    use super::super::fixture::{any_problem, grid};
    use super::*;
    use proptest::prelude::*;

    fn of(rows: &[&str], weights: &[f64]) -> Value {
        let settings = Settings {
            samples: 200,
            ..Settings::default()
        };
        let analysis = analyse(&grid(rows, weights), &settings).unwrap();
        json(&[("", &analysis)], &Names::default()).unwrap()["environments"][0].take()
    }

    fn keys(value: &Value) -> Vec<&str> {
        value
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect()
    }

    #[test]
    fn every_name_of_the_contract_is_there_and_no_other() {
        let found = of(&["HHL", "MMH"], &[50.0, 30.0, 20.0]);
        assert_eq!(
            keys(&found).join(" "),
            "environment coverage ranking dominance acceptability pairwise \
            stability flips score_flips m_interval necessary_winner possible_winners verdict gaps"
        );
        assert_eq!(keys(&found["coverage"]), ["scored", "total"]);
        let ranked = "option score score_exact low high rank tied excluded conditional";
        assert_eq!(keys(&found["ranking"][0]).join(" "), ranked);
        assert_eq!(
            keys(&found["acceptability"][0]).join(" "),
            "weights method error options"
        );
        assert_eq!(
            keys(&found["acceptability"][0]["options"][0]).join(" "),
            "option ranks central_weights"
        );
        assert_eq!(keys(&found["pairwise"][0]), ["a", "b", "share"]);
        let interval = "criterion weight low high low_taken_by high_taken_by";
        assert_eq!(keys(&found["stability"][0]).join(" "), interval);
        assert_eq!(keys(&found["flips"][0]), ["rival", "points", "from", "to"]);
        assert_eq!(keys(&found["flips"][0]["from"][0]), ["criterion", "points"]);
        assert_eq!(keys(&found["score_flips"][0]), ["changes", "winner"]);
        assert_eq!(
            keys(&found["score_flips"][0]["changes"][0]),
            ["option", "criterion", "from", "to"]
        );
        assert_eq!(keys(&found["m_interval"]), ["low", "high"]);
        assert_eq!(keys(&found["verdict"]), ["word", "leader", "reasons"]);
        let gap = "option criterion level severity must_have work_packages";
        assert_eq!(keys(&found["gaps"][0]).join(" "), gap);
    }

    #[test]
    fn scores_are_exact_and_missing_ones_null() {
        let found = of(&["HML", "?LL"], &[50.0, 15.0, 35.0]);
        assert_eq!(found["ranking"][0]["score_exact"], "23/40");
        assert_eq!(found["ranking"][0]["score"], 0.575);
        assert_eq!(found["ranking"][1]["score"], Value::Null);
        assert_eq!(found["ranking"][1]["high"], 0.5);
        assert_eq!(found["coverage"]["scored"], 5);
        assert_eq!(found["acceptability"][2]["method"], "monte-carlo");
    }

    #[test]
    fn a_tie_leaves_stability_flips_and_m_empty() {
        let found = of(&["HL", "LH"], &[1.0, 1.0]);
        for empty in ["stability", "flips", "score_flips"] {
            assert_eq!(found[empty], Value::Array(Vec::new()), "{empty}");
        }
        assert_eq!(found["m_interval"], Value::Null);
        assert_eq!(found["verdict"]["word"], "too close to call");
        assert_eq!(found["verdict"]["leader"], Value::Null);
    }

    fn no_null_number(value: &Value) -> bool {
        match value {
            Value::Number(number) => number.as_f64().is_some_and(f64::is_finite),
            Value::Array(all) => all.iter().all(no_null_number),
            Value::Object(all) => all.values().all(no_null_number),
            _ => true,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_problem_gives_finite_numbers(problem in any_problem()) {
            let settings = Settings { samples: 50, ..Settings::default() };
            let analysis = analyse(&problem, &settings).unwrap();
            let found = json(&[("production", &analysis)], &Names::default()).unwrap();
            prop_assert!(no_null_number(&found));
            // serde_json writes NaN as null: every share must still be a number.
            for set in found["environments"][0]["acceptability"].as_array().unwrap() {
                for option in set["options"].as_array().unwrap() {
                    prop_assert!(option["ranks"].as_array().unwrap().iter().all(Value::is_number));
                }
            }
        }
    }
}
