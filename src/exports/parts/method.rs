//! The method in a few sentences, with the numbers that were used.

use crate::exports::report::View;
use crate::exports::say;

/// How scores, confidence and verdicts were computed, a sentence each.
#[must_use]
pub fn method(view: View<'_>) -> Vec<String> {
    let header = &view.state().rubric.header;
    let (scale, thresholds) = (header.scale, header.thresholds);
    vec![
        format!(
            "A level is worth {} (worst), {} (middle) or {} (best); where High is bad, Low is worth what High is worth elsewhere.",
            say::number(scale.low),
            say::number(scale.medium),
            say::number(scale.high)
        ),
        "A score is the sum of weight times worth over all criteria, with weights that add up to 1, shown as points of 100.".to_owned(),
        "An option that fails a must-have is out, whatever its score.".to_owned(),
        "A cell that is not scored counts neither as zero nor as the middle: the option then has a range.".to_owned(),
        "Environments are scored, weighted and recommended separately and never averaged.".to_owned(),
        format!(
            "Clear means: first in at least {} of 100 weightings near the stated ones, at least {} points of weight must move to change that, and no missing score can change it.",
            say::number(thresholds.clear_share * 100.0),
            say::number(thresholds.clear_points)
        ),
        format!(
            "Leaning means: first in at least {} of 100 of them; less is too close to call.",
            say::number(thresholds.leaning_share * 100.0)
        ),
        format!(
            "A choice for each environment is worth it when it gains more than {} points of 100 over one for all.",
            say::number(thresholds.split_gain * 100.0)
        ),
    ]
}
