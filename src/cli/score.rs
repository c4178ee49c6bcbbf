//! `flipchart score`: the ranking and verdict of each environment.

use std::io::Write;

use super::args::ScoreArgs;
use super::data;
use super::failure::{Failure, Outcome};
use super::table::{self, Align};
use crate::agenda::{Direction, Environment, Rubric, Scale, Thresholds};
use crate::exports::parts::dissent::agreed;
use crate::scoring::{
    self, Analysis, JointWord, Method, Names, Problem, Rational, Settings, Standing, joint,
};
use crate::workshop::State;

/// Prints the analysis of a workshop or data file.
pub(super) fn run(args: &ScoreArgs, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let state = data::scored(&args.file)?;
    let environments = chosen(&state.rubric, args.environment.as_ref())?;
    let mut analyses = Vec::new();
    for (environment, found) in scoring::analyse_all(&state, &Settings::default()) {
        if environments.contains(&environment) {
            let found = found.map_err(|error| {
                let place = place(data::refused_at(&args.file, &error), &environment);
                anyhow::anyhow!("{place}: {error}")
            })?;
            analyses.push((environment, found));
        }
    }
    let names = Names::of(&state.rubric);
    let pairs: Vec<(&str, &Analysis)> = analyses
        .iter()
        .map(|(environment, analysis)| (environment.as_str(), analysis))
        .collect();
    if args.json {
        let json = scoring::json(&pairs, &names)?;
        writeln!(out, "{}", serde_json::to_string_pretty(&json)?)?;
        return Ok(Outcome::Done);
    }
    for (environment, analysis) in &analyses {
        Text {
            state: &state,
            names: &names,
            environment,
            analysis,
            out,
        }
        .write()?;
    }
    if pairs.len() > 1 {
        together(&pairs, &names, out)?;
    }
    writeln!(out, "{}", mapping(&state.rubric))?;
    Ok(Outcome::Done)
}

fn place(file: String, environment: &Environment) -> String {
    if environment.as_str().is_empty() {
        file
    } else {
        format!("{file}: {environment}")
    }
}

fn chosen(rubric: &Rubric, wanted: Option<&Environment>) -> Result<Vec<Environment>, Failure> {
    let all = &rubric.header.environments;
    let Some(wanted) = wanted else {
        return Ok(all.clone());
    };
    let same = |one: &&Environment| one.as_str().eq_ignore_ascii_case(wanted.as_str());
    if let Some(found) = all.iter().find(same) {
        return Ok(vec![found.clone()]);
    }
    let names: Vec<&str> = all.iter().map(Environment::as_str).collect();
    let known = match names.as_slice() {
        [] | [""] => "its one environment has no name: leave --environment out".to_owned(),
        names => format!("it has {}", names.join(", ")),
    };
    Err(anyhow::anyhow!("there is no environment \"{wanted}\" to score: {known}").into())
}

/// The analysis of one environment as text.
struct Text<'a> {
    state: &'a State,
    names: &'a Names,
    environment: &'a Environment,
    analysis: &'a Analysis,
    out: &'a mut dyn Write,
}

impl Text<'_> {
    fn write(&mut self) -> std::io::Result<()> {
        let coverage = self.analysis.coverage;
        let title = capitalised(self.environment.as_str());
        let title = if title.is_empty() {
            "Scores".to_owned()
        } else {
            title
        };
        writeln!(
            self.out,
            "{title}: {} of {} cells scored",
            coverage.scored, coverage.total
        )?;
        self.verdict()?;
        writeln!(self.out)?;
        self.ranking()?;
        self.dropped()?;
        self.dominance()?;
        self.first_places()?;
        self.agreement()?;
        self.gaps()?;
        writeln!(self.out)
    }

    fn verdict(&mut self) -> std::io::Result<()> {
        let verdict = &self.analysis.verdict;
        match &verdict.leader {
            Some(leader) => {
                let (verb, name) = (capitalised(verdict.word.verb()), self.names.option(leader));
                writeln!(self.out, "{verb} {name}: {}.", verdict.word.word())?;
            }
            None => writeln!(self.out, "{}.", capitalised(verdict.text()))?,
        }
        for reason in &verdict.reasons {
            writeln!(self.out, "  {}", reason.sentence(self.names))?;
        }
        Ok(())
    }

    fn ranking(&mut self) -> std::io::Result<()> {
        let columns = [
            ("rank", Align::Right),
            ("option", Align::Left),
            ("score", Align::Right),
            ("scored", Align::Right),
            ("", Align::Left),
        ];
        let rows: Vec<Vec<String>> = self
            .analysis
            .ranking
            .iter()
            .map(|standing| self.row(standing))
            .collect();
        table::write(&columns, &rows, self.out)
    }

    fn row(&self, standing: &Standing) -> Vec<String> {
        let rank = if standing.is_excluded() {
            "out".to_owned()
        } else {
            standing.rank_label()
        };
        let problem = Problem::of(&self.state.rubric, &self.state.scores, self.environment);
        let criteria = self.analysis.weights.iter().map(|(criterion, _)| criterion);
        let scored = criteria
            .filter(|id| matches!(problem.cell(&standing.option, id), scoring::Cell::Level(_)));
        vec![
            rank,
            self.names.option(&standing.option).to_owned(),
            self.score(standing),
            format!("{}/{}", scored.count(), self.analysis.weights.len()),
            self.remark(standing),
        ]
    }

    /// The score, or its range, in points of 100: 0 with every cell at its worst, 100 at its best.
    fn score(&self, standing: &Standing) -> String {
        let points =
            |score: Rational| percent((score.to_f64() - self.analysis.scale.low) / self.span());
        match standing.score {
            Some(score) => points(score),
            None => format!("{}–{}", points(standing.low), points(standing.high)),
        }
    }

    /// What a cell at its best is worth more than one at its worst.
    fn span(&self) -> f64 {
        self.analysis.scale.high - self.analysis.scale.low
    }

    fn remark(&self, standing: &Standing) -> String {
        let criteria = |ids: &[crate::agenda::CriterionId]| {
            ids.iter()
                .map(|id| self.names.criterion(id))
                .collect::<Vec<_>>()
                .join(", ")
        };
        if standing.is_excluded() {
            let waived = match standing.waived {
                Some(ranks) if ranks.best == ranks.worst => {
                    format!("; would rank {} if waived", ranks.best)
                }
                Some(ranks) => format!("; would rank {} to {} if waived", ranks.best, ranks.worst),
                None => String::new(),
            };
            return format!(
                "fails the must-have on {}{waived}",
                criteria(&standing.failed)
            );
        }
        if standing.is_conditional() {
            return format!("must-have not scored: {}", criteria(&standing.open));
        }
        String::new()
    }

    fn dropped(&mut self) -> std::io::Result<()> {
        let dropped = &self.analysis.dropped;
        if dropped.is_empty() {
            return Ok(());
        }
        let names: Vec<&str> = dropped.iter().map(|id| self.names.criterion(id)).collect();
        writeln!(
            self.out,
            "\nNot applicable, so its weight goes to the others: {}",
            names.join(", ")
        )
    }

    fn dominance(&mut self) -> std::io::Result<()> {
        if self.analysis.dominance.is_empty() {
            return Ok(());
        }
        writeln!(
            self.out,
            "\nAt least as good everywhere and better somewhere, whatever the weights"
        )?;
        for pair in &self.analysis.dominance {
            let (better, worse) = (
                self.names.option(&pair.dominates),
                self.names.option(&pair.dominated),
            );
            writeln!(self.out, "  {better} over {worse}")?;
        }
        Ok(())
    }

    /// How often each option is first, and how that was found out.
    fn first_places(&mut self) -> std::io::Result<()> {
        let sets = &self.analysis.acceptability;
        let Some(first) = sets.first().filter(|set| set.options.len() > 1) else {
            return Ok(());
        };
        writeln!(self.out, "\nFirst in so many of 100 weightings")?;
        let headings = [
            ("option", Align::Left),
            ("within 5 points", Align::Right),
            ("same order", Align::Right),
            ("any", Align::Right),
        ];
        let row = |(nth, shares): (usize, &scoring::RankShares)| {
            let name = self.names.option(&shares.option).to_owned();
            let share = |set: &scoring::Acceptability| percent(set.options[nth].ranks[0]);
            std::iter::once(name)
                .chain(sets.iter().map(share))
                .collect()
        };
        let rows: Vec<Vec<String>> = first.options.iter().enumerate().map(row).collect();
        table::write(&headings, &rows, self.out)?;
        let method = |set: &scoring::Acceptability| match set.method {
            Method::Exact => "exact".to_owned(),
            Method::MonteCarlo { samples, error } => {
                format!("{samples} samples, ± {:.1}", error * 100.0)
            }
        };
        let methods: Vec<String> = sets.iter().map(method).collect();
        writeln!(self.out, "  how: {}", methods.join("; "))
    }

    /// How far the shows of hands agree, where there are enough of them to say.
    fn agreement(&mut self) -> std::io::Result<()> {
        agreed(self.state, self.environment).map_or(Ok(()), |told| writeln!(self.out, "\n{told}"))
    }

    fn gaps(&mut self) -> std::io::Result<()> {
        if self.analysis.gaps.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "\nGaps of the leader")?;
        for gap in &self.analysis.gaps {
            let work = match gap.work_packages.as_slice() {
                [] => "no work package yet".to_owned(),
                packages => packages.join(", "),
            };
            let must = if gap.must_have { ", a must-have" } else { "" };
            let (option, criterion) = (
                self.names.option(&gap.option),
                self.names.criterion(&gap.criterion),
            );
            let lost = percent(gap.severity.to_f64() / self.span());
            writeln!(
                self.out,
                "  {criterion} of {option} is {}{must}: {lost} points short; {work}",
                gap.level
            )?;
        }
        Ok(())
    }
}

/// A value from 0 to 1 as points of 100 with one decimal.
fn percent(value: f64) -> String {
    format!("{:.1}", value * 100.0)
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn together(
    pairs: &[(&str, &Analysis)],
    names: &Names,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    if let [(_, first), ..] = pairs
        && first.ranking.len() == 1
    {
        return writeln!(
            out,
            "With one option there is no choice between one platform and several yet.\n"
        );
    }
    let joint = joint(pairs);
    let common: Vec<&str> = joint.common.iter().map(|id| names.option(id)).collect();
    let common = common.join(" or ");
    let limit = joint.split_gain * 100.0;
    let gain = joint.gain.map_or_else(String::new, range);
    // What splitting gains is the least over all options; what the best common one gives up is its own.
    let own = joint.regrets.first().map(scoring::CommonRegret::range);
    let own = own.map_or_else(String::new, range);
    match joint.word {
        JointWord::Same => writeln!(
            out,
            "One platform for all environments: {common}. Splitting would gain {gain} points where it helps most, not more than {limit:.0}.\n"
        ),
        JointWord::Split if joint.common.is_empty() => {
            writeln!(
                out,
                "A platform per environment: no option passes the must-haves of all.\n"
            )
        }
        JointWord::Split => writeln!(
            out,
            "A platform per environment: the best common one, {common}, gives up {own} points, more than {limit:.0}.\n"
        ),
        JointWord::Open => writeln!(
            out,
            "Whether one platform serves all environments depends on cells that are not scored: {common} would give up {own} points, the limit is {limit:.0}.\n"
        ),
        JointWord::Hold => writeln!(
            out,
            "No platform for all environments: in one of them nothing passes the must-haves.\n"
        ),
    }
}

/// Bounds of a share as points of 100, once where they are the same.
fn range((low, high): (Rational, Rational)) -> String {
    let (low, high) = (percent(low.to_f64()), percent(high.to_f64()));
    if low == high {
        low
    } else {
        format!("{low} to {high}")
    }
}

fn mapping(rubric: &Rubric) -> String {
    let Scale { low, medium, high } = rubric.header.scale;
    let reversed: Vec<&str> = rubric
        .criteria
        .iter()
        .filter(|criterion| criterion.direction == Direction::LowerIsBetter)
        .map(|criterion| criterion.title.as_str())
        .collect();
    let mut told = format!("L is worth {low}, M {medium}, H {high}");
    if !reversed.is_empty() {
        told = format!("{told}; L and H change places on {}", reversed.join(", "));
    }
    if (low, high) != (0.0, 1.0) {
        told.push_str("; points run from 0, the worst everywhere, to 100, the best everywhere");
    }
    let Thresholds {
        clear_share,
        clear_points,
        leaning_share,
        ..
    } = rubric.header.thresholds;
    format!(
        "{told}.\nClear is first place in {} of 100 weightings within 5 points and {clear_points} points of weight to flip it; leaning is first place in {}.",
        percent(clear_share),
        percent(leaning_share),
    )
}
