//! What the recommendation must say of hard cases: ties, nothing that passes, dissent, costs, moved weights.

use flipchart::agenda::{Environment, Level};
use flipchart::workshop::{
    CellKey, Change, Mark, Provenance, Redemanded, Reference, Reweighed, Stamp, State, Tally,
    Weighing,
};

use super::{dialect, fixture};

/// The recommendation of a state, in the dialect.
fn printed(state: &State, reweighed: &[Reweighed]) -> String {
    let weighing = Weighing {
        reweighed: reweighed.to_vec(),
        ..Weighing::new()
    };
    agreed(state, &weighing)
}

/// The same with all that is known of how weights and must-haves were agreed.
fn agreed(state: &State, weighing: &Weighing) -> String {
    let marks = fixture::marks();
    let mut input = fixture::input(state, &marks);
    input.weighing = weighing;
    let formats = [flipchart::exports::Format::Markdown];
    let files: Vec<(String, String)> = flipchart::exports::files(&input, &formats, &[])
        .expect("it prints")
        .into_iter()
        .map(|file| {
            let text = String::from_utf8(file.bytes().to_vec()).expect("it is text");
            (file.name().to_owned(), text)
        })
        .collect();
    dialect::check(&files);
    let mut files = files.into_iter();
    files.next().expect("the recommendation comes first").1
}

/// The text between a heading and the next of the same level.
fn part<'t>(text: &'t str, heading: &str) -> &'t str {
    let (_, rest) = text
        .split_once(&format!("\n## {heading}\n"))
        .expect("the heading is there");
    rest.split_once("\n## ").map_or(rest, |(part, _)| part)
}

fn says(text: &str, expected: &[&str]) {
    for words in expected {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

fn vote(option: &str, criterion: &str, counts: [u32; 4]) -> Change {
    let [low, medium, high, abstained] = counts;
    Change::Vote {
        cell: key(option, criterion),
        tally: Tally {
            low,
            medium,
            high,
            abstained,
        },
        room: Some(12),
        set: None,
    }
}

fn key(option: &str, criterion: &str) -> CellKey {
    CellKey {
        environment: Environment::new("production"),
        option: option.parse().expect("an id"),
        criterion: criterion.parse().expect("an id"),
    }
}

#[test]
fn a_tie_is_declared_and_nobody_is_recommended() {
    let state = fixture::rescored(["MMM", "MMM", "HML"], ["MMM", "MMM", "HLL"]);
    let text = printed(&state, &[]);
    says(
        part(&text, "Bottom line"),
        &["Own cluster and Managed service serve equally well."],
    );
    says(
        part(&text, "How sure, and why"),
        &[
            "- **Production, too close to call:** Own cluster and Managed service share first place.",
        ],
    );
    says(
        part(&text, "Decision asked for"),
        &["- **Decision:** investigate for production and pre-production"],
    );
    assert!(!part(&text, "Alternatives and what they cost").contains("Recommended"));
    says(part(&text, "Scores"), &["| 50.0 | 1= |"]);
    says(
        part(&text, "What would change the answer"),
        &["First place is shared, so there is no lead to lose"],
    );
}

#[test]
fn what_fails_a_must_have_never_stands_first() {
    // Own cluster would score best by far in production, and fails security there.
    let state = fixture::rescored(["MMM", "LLH", "HMM"], ["MMM", "LLH", "HMM"]);
    let text = printed(&state, &[]);
    let ranking = part(&text, "Scores")
        .split_once("Ranking for production:")
        .expect("there is a ranking")
        .1;
    let first = ranking.lines().find(|line| line.starts_with("| Managed"));
    let last = ranking.lines().find(|line| line.starts_with("| Own"));
    assert!(
        first.is_some_and(|line| line.ends_with("| 1 |")),
        "{ranking}"
    );
    assert!(
        last.is_some_and(|line| line.contains("fails Security")),
        "{ranking}"
    );
    assert!(
        last.is_some_and(|line| line.ends_with("| out |")),
        "{ranking}"
    );
    let page = part(&text, "Alternatives and what they cost");
    says(
        page,
        &[
            "| Own cluster | out |",
            "Recommended for pre-production; fails the must-have on Security in production.",
        ],
    );
    let option = page
        .lines()
        .position(|line| line.starts_with("| Own cluster"));
    let leader = page
        .lines()
        .position(|line| line.starts_with("| Managed service"));
    assert!(leader < option, "{page}");
}

#[test]
fn nothing_is_recommended_where_nothing_passes() {
    let state = fixture::rescored(["LLH", "LLM", "MLM"], ["LLH", "LLM", "MLM"]);
    let text = printed(&state, &[]);
    says(
        part(&text, "Decision asked for"),
        &["- **Decision:** do not proceed for production"],
    );
    says(
        part(&text, "How sure, and why"),
        &["- **Production, do not proceed:** No option passes the must-haves"],
    );
    says(part(&text, "Must-haves"), &["| Medium or higher | none |"]);
    says(
        part(&text, "Conditions and gaps"),
        &["fails the must-have on Security in production"],
    );
    assert!(!part(&text, "How firm first place is").contains("Production,"));
}

#[test]
fn dissent_is_printed_with_its_rounds() {
    let votes = [
        vote("service", "cost", [0, 5, 6, 1]),
        vote("service", "cost", [2, 9, 1, 0]),
        vote("own", "security", [0, 0, 12, 0]),
        vote("own", "operations", [6, 6, 0, 0]),
    ];
    let marked = Change::Score {
        cell: key("own", "operations"),
        mark: Some(Mark::Level(Level::Medium)),
        rationale: String::new(),
        provenance: Provenance::Voted,
        set: None,
    };
    let at = fixture::moment(18, 0);
    let changes = votes.into_iter().chain([marked]);
    let state = fixture::apply(
        fixture::full(),
        changes.map(|change| (at, change)).collect(),
    );
    let text = printed(&state, &[]);
    let part = part(&text, "Where the room disagreed");
    says(
        part,
        &[
            "3 scores were voted on; on 2 not everybody said the same, and on 1 the room was split",
            "9 said Medium, 2 said Low and 1 said High | Medium | yes |",
            "6 said Low and 6 said Medium; an even split, so the lower level counts | Medium | no |",
            "voted on 2 times, moved from High to Medium; 6 said High, 5 said Medium and 1 abstained; then",
            "The room's votes on production agree to ",
            " of 100, where 100 is full agreement and 0 is what chance gives",
            "recorded as Medium by Sam Okoro, although the last vote gives Low.",
        ],
    );
    says(&text, &["the room was split on 1 of 3 votes."]);
    // Where all agreed there is nothing to print.
    assert!(!part.contains("Security of Own cluster"));
}

#[test]
fn costs_stand_beside_the_score_as_ranges() {
    let text = printed(&fixture::full(), &[]);
    says(
        part(&text, "Alternatives and what they cost"),
        &[
            "Three years, EUR (low to high)",
            "360,000 (270,000 to 540,000)",
            "| 250,000 |",
            "no figures",
        ],
    );
    says(
        part(&text, "What the options cost"),
        &[
            "| Managed service | EUR | 270,000 | 360,000 | 540,000 | not stated |",
            "- No figures of their own: Today's message bus.",
            "- In no total:",
            "- One figure stands for the whole range:",
            "- Quote of February (1 item)",
            "- no source named (2 items)",
        ],
    );
    let mut bare = fixture::full();
    for id in ["C-1", "C-2", "C-3"] {
        let change = Change::Remove(Reference::new(id));
        bare = fixture::apply(bare, vec![(fixture::moment(18, 0), change)]);
    }
    let text = printed(&bare, &[]);
    says(
        part(&text, "What the options cost"),
        &["No costs have been captured."],
    );
    says(
        part(&text, "Alternatives and what they cost"),
        &["No costs have been captured."],
    );
}

#[test]
fn weights_that_moved_after_they_were_fixed_are_printed() {
    let moved = Reweighed {
        entry: 50,
        environment: Environment::new("production"),
        criterion: "cost".parse().expect("an id"),
        from: 20.0,
        to: 35.0,
        set: Stamp {
            at: fixture::moment(17, 5),
            by: "Sam Okoro".into(),
        },
    };
    let text = printed(&fixture::full(), &[moved]);
    says(
        part(&text, "Criteria and weights"),
        &[
            "- On 3 March 2026 at 17:05 Sam Okoro changed the weight of Cost for production from 20 to 35 points, after it had been fixed.",
        ],
    );
    says(
        part(&text, "How sure, and why"),
        &["; 1 weight was changed after it had first been fixed (production)."],
    );
}

#[test]
fn missing_scores_are_named_and_never_zero() {
    let cells = ["cost", "operations"].map(|criterion| {
        let change = Change::Score {
            cell: key("own", criterion),
            mark: None,
            rationale: String::new(),
            provenance: Provenance::Draft,
            set: None,
        };
        (fixture::moment(18, 0), change)
    });
    let text = printed(&fixture::apply(fixture::full(), cells.into()), &[]);
    let scores = part(&text, "Scores");
    says(
        scores,
        &[
            "- Not scored in production: [Cost (High = expensive) of Own cluster]",
            "| 1 of 3 |",
            "| 40.0 to 100.0 |",
        ],
    );
}

fn marked(option: &str, criterion: &str, mark: Option<Mark>) -> Change {
    Change::Score {
        cell: key(option, criterion),
        mark,
        rationale: String::new(),
        provenance: Provenance::Draft,
        set: None,
    }
}

fn changed(changes: impl IntoIterator<Item = Change>) -> State {
    let at = fixture::moment(18, 0);
    let changes = changes.into_iter().map(|change| (at, change));
    fixture::apply(fixture::full(), changes.collect())
}

#[test]
fn options_are_held_against_the_leader_of_their_own_environment() {
    let criteria = ["cost", "security", "operations"];
    let cells = ["service", "own", "bus"]
        .into_iter()
        .flat_map(|option| criteria.map(|criterion| marked(option, criterion, None)));
    let text = printed(&changed(cells), &[]);
    let page = part(&text, "Alternatives and what they cost");
    assert!(!page.contains("ould still be first"), "{page}");
    says(page, &["Recommended for pre-production.", "Weaker on"]);
}

#[test]
fn a_must_have_that_nobody_is_held_to_is_said_so() {
    let state = changed([marked("own", "security", Some(Mark::NotApplicable))]);
    let text = printed(&state, &[]);
    says(part(&text, "Must-haves"), &["| does not count here |"]);
    says(
        part(&text, "Bottom line"),
        &["The must-have on Security was asked of nobody in production"],
    );
}

#[test]
fn one_option_alone_is_never_adopted() {
    let gone = ["own", "bus"].map(|id| Change::RemoveOption(id.parse().expect("an id")));
    let text = printed(&changed(gone), &[]);
    let line = part(&text, "Bottom line");
    says(line, &["Managed service was compared with nothing"]);
    assert!(!line.to_lowercase().contains("adopt"), "{line}");
    says(
        part(&text, "How sure, and why"),
        &["nothing to compare:**", "add another to compare it with"],
    );
}

#[test]
fn votes_that_are_no_clear_answer_are_said_so() {
    let state = changed([
        vote("own", "operations", [0, 5, 3, 0]),
        marked("own", "operations", None),
        vote("service", "cost", [6, 0, 6, 0]),
        marked("bus", "security", Some(Mark::NotApplicable)),
        vote("own", "security", [0, 5, 7, 0]),
    ]);
    let text = printed(&state, &[]);
    says(
        part(&text, "Where the room disagreed"),
        &[
            "5 said Medium and 3 said High; 4 did not vote",
            "left open, although the last vote gives Medium.",
            "an even split, so the lower level counts, which is in the option's favour",
            "(the criterion does not count here)",
        ],
    );
}

#[test]
fn must_haves_that_moved_late_and_weights_that_came_fixed_are_told() {
    let set = Stamp {
        at: fixture::moment(17, 5),
        by: "Sam Okoro".into(),
    };
    let moved = Redemanded {
        entry: 50,
        environment: Environment::new("production"),
        criterion: "cost".parse().expect("an id"),
        from: None,
        to: Some(Level::Medium),
        set,
    };
    let state = fixture::full();
    let never = "No weight was changed after it had been fixed.";
    says(&agreed(&state, &Weighing::new()), &[never]);
    let weighing = Weighing {
        redemanded: vec![moved],
        came_fixed: true,
        ..Weighing::new()
    };
    let text = agreed(&state, &weighing);
    says(
        &text,
        &[
            "Sam Okoro changed the must-have on Cost for production from none to Medium",
            "; 1 must-have was changed after scoring or fixing had begun (production).",
        ],
    );
    assert!(!text.contains(never));
}
