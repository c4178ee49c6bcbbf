//! The same workshop with every text replaced by one that would break a careless report.

use std::sync::Arc;

use flipchart::agenda::ColumnKind;
use flipchart::workshop::{State, Value};

/// Texts that would add headings, tables, lists, links, code or HTML, or hide what they say.
pub(crate) const TEXTS: &[&str] = &[
    "# heading",
    "a | b | c",
    "| :--- | ---: |",
    "\n\n## two\n\n- item\n1. item\n> quote\n",
    "<script>alert(1)</script><img src=x onerror=y> <!-- ",
    "[x](javascript:alert(1)) ![y](https://example.org/z.png) [ref]: /x",
    "``` `code` ~~~ ~~gone~~ ``",
    "*a* _b_ **c** __d__ \\ \\| \\",
    "--- \n===\n***",
    "&lt;b&gt; &amp; &#60; &copy; www.example.org https://example.org a@b.c @all #1 :smile:",
    "\u{202e}gnirts\u{200b}\u{feff}\u{1b}[31m\u{7}\r\n\u{2028}x",
    "{{ 7 * 7 }} {% raw %} $x$ ^y^ =1+1",
    "- [ ] task",
    "end; class style click section title: \"quoted\"",
];

/// A text in place of another, of as many lines where lines count.
fn instead(text: &mut String, with: &str, number: &mut usize, lines: bool) {
    if text.is_empty() {
        return;
    }
    *number += 1;
    let flat = with.replace(['\n', '\r', '\u{2028}'], " ");
    *text = if lines {
        let count = text.lines().filter(|line| !line.trim().is_empty()).count();
        vec![format!("{number} {flat}"); count].join("\n")
    } else {
        // The number comes last: what is at the beginning of a line is the dangerous part.
        format!("{with} {number}")
    };
}

/// The workshop with this text everywhere.
pub(crate) fn with(state: State, text: &str) -> State {
    with_each(state, &[text])
}

/// The workshop with these texts everywhere, one after the other.
#[allow(clippy::too_many_lines, reason = "a line per text that people give")]
pub(crate) fn with_each(mut state: State, texts: &[&str]) -> State {
    let mut number = 0;
    let mut put = |target: &mut String| {
        instead(target, texts[number % texts.len()], &mut number, false);
    };
    let info = &mut state.info;
    for target in [
        &mut info.title,
        &mut info.client,
        &mut info.location,
        &mut info.classification,
        &mut info.version,
        &mut info.interests,
        &mut info.question,
    ] {
        put(target);
    }
    info.scope
        .iter_mut()
        .chain(&mut info.non_scope)
        .for_each(&mut put);
    if let Some(decision) = &mut info.decision {
        put(&mut decision.who);
        put(&mut decision.what);
    }
    for person in &mut state.people {
        put(&mut person.name);
        put(&mut person.role);
        put(&mut person.organisation);
    }
    for link in state.links.values_mut() {
        put(&mut link.why);
    }
    for score in state.scores.values_mut() {
        put(&mut score.rationale);
    }
    state
        .locked
        .values_mut()
        .for_each(|stamp| put(&mut stamp.by));
    let rubric = Arc::make_mut(&mut state.rubric);
    for option in &mut rubric.options {
        put(&mut option.title);
        option.about.iter_mut().for_each(&mut put);
    }
    for criterion in &mut rubric.criteria {
        put(&mut criterion.title);
        criterion.question.iter_mut().for_each(&mut put);
        criterion.anchors.values_mut().for_each(&mut put);
    }
    rubric.header.do_minimum.iter_mut().for_each(&mut put);
    let playbook = Arc::make_mut(&mut state.playbook);
    playbook.header.about.iter_mut().for_each(&mut put);
    for sheet in &mut playbook.sheets {
        put(&mut sheet.title);
        sheet.about.iter_mut().for_each(&mut put);
    }
    for block in playbook.days.iter_mut().flat_map(|day| &mut day.blocks) {
        put(&mut block.title);
        block.goal.iter_mut().for_each(&mut put);
        block
            .topics
            .iter_mut()
            .for_each(|topic| put(&mut topic.title));
        block
            .outputs
            .iter_mut()
            .for_each(|output| put(&mut output.title));
    }
    records(&mut state, texts);
    for (nth, prose) in state.prose.values_mut().enumerate() {
        let text = texts[nth % texts.len()].replace(['\n', '\r'], " ");
        let lines = prose
            .text
            .lines()
            .map(|line| match line.strip_prefix("- ") {
                Some(_) => format!("- {text}"),
                None if line.is_empty() => String::new(),
                None => format!("1 {text}"),
            });
        prose.text = lines.collect::<Vec<_>>().join("\n");
    }
    state
}

/// Texts, long texts and people of every record; what names an option, an end or a span stays.
fn records(state: &mut State, texts: &[&str]) {
    let mut number = 1000;
    let playbook = state.playbook.clone();
    for record in state.records.values_mut().map(Arc::make_mut) {
        let text = texts[number % texts.len()];
        let by = &mut record.added.by;
        instead(by, text, &mut number, false);
        let Some(sheet) = playbook.sheet(&record.sheet) else {
            continue;
        };
        for (id, value) in record.fields.iter_mut() {
            let text = texts[number % texts.len()];
            let Some(column) = sheet.column(id.as_str()) else {
                continue;
            };
            let kept = ["option", "from", "to", "environment"].contains(&id.as_str());
            match (column.kind, value) {
                // What names a phase must name the same phase everywhere.
                (_, Value::Text(phase)) if id.as_str() == "phase" => {
                    *phase = format!("{} {phase}", texts[0]);
                }
                (ColumnKind::Text | ColumnKind::Person, Value::Text(target)) if !kept => {
                    instead(target, text, &mut number, false);
                }
                (ColumnKind::Long, Value::Text(target)) => instead(target, text, &mut number, true),
                _ => {}
            }
        }
    }
}
