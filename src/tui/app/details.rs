//! The workshop's own details: for whom, when, the question, the decision, who takes part.

use chrono::NaiveDate;

use super::desk::Desk;
use super::field::{Field, Slot};
use super::form::{Form, Target};
use super::overlay::Overlay;
use super::turn::Turn;
use crate::workshop::capture::read_date;
use crate::workshop::{Change, Decision, Info, Person, State, Status};

/// One of the workshop's own details.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// What the workshop is called.
    Title,
    /// Where it is held.
    Location,
    /// The question that it answers.
    Question,
    /// Who decides.
    Decider,
    /// What is to be decided.
    Decision,
    /// By when.
    DecideBy,
    /// How far the recommendation is agreed.
    Status,
    /// Version of the report.
    Version,
    /// Who may read the reports.
    Classification,
    /// Commercial interests of the facilitators.
    Interests,
    /// The currency of cost totals.
    Currency,
    /// Who takes part, a line each.
    People,
}

/// How people are written in the form.
const PEOPLE: &str = "A line each: name, role, organisation; add \", facilitator\" for who leads";

impl Form {
    fn details(state: &State) -> Self {
        let info = &state.info;
        let line = |detail, title: &str, text: &str| Field::line(Slot::Detail(detail), title, text);
        let mut fields = vec![
            Field::line(Slot::Client, "Client", &info.client),
            line(Detail::Title, "Title", &info.title),
        ];
        for at in 0..state.playbook.days.len() {
            let date = info.dates.get(at).map(NaiveDate::to_string);
            let title = format!("Day {}", at + 1);
            fields.push(Field::line(
                Slot::Date(at),
                &title,
                &date.unwrap_or_default(),
            ));
        }
        let decision = info.decision.clone().unwrap_or_default();
        let by = decision.by.map(|by| by.to_string()).unwrap_or_default();
        let status = Status::ALL.map(|status| status.word().to_owned()).to_vec();
        let mut people = Field::long(
            Slot::Detail(Detail::People),
            "People",
            &written(&state.people),
        );
        people.help = Some(PEOPLE.to_owned());
        fields.extend([
            line(Detail::Location, "Place", &info.location),
            line(Detail::Question, "Question", &info.question),
            line(Detail::Decider, "Who decides", &decision.who),
            line(Detail::Decision, "What is decided", &decision.what),
            line(Detail::DecideBy, "By when", &by),
            Field::choice(
                Slot::Detail(Detail::Status),
                "Status",
                status,
                info.status.word(),
            ),
            line(Detail::Version, "Report version", &info.version),
            line(
                Detail::Classification,
                "Classification",
                &info.classification,
            ),
            line(Detail::Interests, "Our interests", &info.interests),
            line(Detail::Currency, "Currency", &info.currency),
            people,
        ]);
        Self::new(Target::Details, "Workshop".to_owned(), fields)
    }

    /// The changes that the form of the details asks for; none and a marked field when something does not fit.
    pub(super) fn detail_changes(
        &mut self,
        state: &State,
        today: NaiveDate,
    ) -> Option<Vec<Change>> {
        let mut info = state.info.clone();
        let mut decision = info.decision.clone().unwrap_or_default();
        let mut people = state.people.clone();
        info.dates.clear();
        for (at, field) in self.fields.iter_mut().enumerate() {
            let text = field.text().trim().to_owned();
            let took = match &field.slot {
                Slot::Client => {
                    info.client = text;
                    Ok(())
                }
                Slot::Date(_) => date_after(&text, &mut info.dates),
                Slot::Detail(Detail::People) => {
                    people = read(&text, &state.people);
                    Ok(())
                }
                Slot::Detail(Detail::DecideBy) => {
                    let by = (!text.is_empty()).then(|| read_date(&text, today));
                    decision.by = by.flatten();
                    if by == Some(None) {
                        Err("write the date as YYYY-MM-DD, fri or +2w".to_owned())
                    } else {
                        Ok(())
                    }
                }
                Slot::Detail(detail) => take(*detail, text, &mut info, &mut decision),
                _ => Ok(()),
            };
            if let Err(why) = took {
                field.problem = Some(why);
                self.at = at;
                return None;
            }
        }
        info.decision = (decision != Decision::default()).then_some(decision);
        let mut changes = Vec::new();
        if info != state.info {
            changes.push(Change::SetInfo(Box::new(info)));
        }
        if people != state.people {
            changes.push(Change::SetPeople(people));
        }
        Some(changes)
    }
}

/// Takes the date of the next day in; it is to come after the one before, and a blank one ends the list.
pub(super) fn date_after(text: &str, dates: &mut Vec<NaiveDate>) -> Result<(), String> {
    if text.is_empty() {
        return Ok(());
    }
    let date: NaiveDate = text
        .parse()
        .map_err(|_error| "write the date as YYYY-MM-DD".to_owned())?;
    match dates.last() {
        Some(before) if *before >= date => Err(format!("this day comes after {before}")),
        _ => {
            dates.push(date);
            Ok(())
        }
    }
}

fn take(
    detail: Detail,
    text: String,
    info: &mut Info,
    decision: &mut Decision,
) -> Result<(), String> {
    match detail {
        Detail::Title if text.is_empty() => {
            return Err("what is it called? write a few words".into());
        }
        Detail::Title => info.title = text,
        Detail::Location => info.location = text,
        Detail::Question => info.question = text,
        Detail::Decider => decision.who = text,
        Detail::Decision => decision.what = text,
        Detail::Status => {
            let known = Status::ALL.into_iter().find(|status| status.word() == text);
            info.status = known.unwrap_or_default();
        }
        Detail::Version => info.version = text,
        Detail::Classification => info.classification = text,
        Detail::Interests => info.interests = text,
        Detail::Currency => info.currency = text,
        Detail::People | Detail::DecideBy => {}
    }
    Ok(())
}

/// People as lines of the form.
fn written(people: &[Person]) -> String {
    let line = |person: &Person| {
        let leads = if person.facilitator {
            "facilitator"
        } else {
            ""
        };
        let parts = [&person.name, &person.role, &person.organisation, leads];
        // A blank part in the middle keeps the place of the next.
        let last = parts.iter().rposition(|part| !part.is_empty()).unwrap_or(0);
        parts[..=last].join(", ")
    };
    people.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// People from lines of the form; what the form does not show of those who are known stays.
fn read(text: &str, known: &[Person]) -> Vec<Person> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let mut parts: Vec<&str> = line.split(',').map(str::trim).collect();
            let leads = parts.len() > 1 && parts.last().is_some_and(|last| *last == "facilitator");
            if leads {
                parts.pop();
            }
            let part = |at: usize| parts.get(at).copied().unwrap_or_default().to_owned();
            let name = part(0);
            let email = known.iter().find(|person| person.name == name);
            Person {
                email: email.map(|person| person.email.clone()).unwrap_or_default(),
                role: part(1),
                organisation: parts.get(2..).unwrap_or_default().join(", "),
                facilitator: leads,
                name,
            }
        })
        .collect()
}

impl Desk {
    /// Opens the form of the workshop's own details.
    pub(super) fn ask_details(&self, turn: &mut Turn) {
        turn.overlay = Some(Overlay::Form(Box::new(Form::details(self.state()))));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn person() -> impl Strategy<Value = Person> {
        (
            "[A-Z][a-z]{1,8}",
            "[a-z ]{0,8}",
            "[A-Za-z]{0,8}",
            any::<bool>(),
        )
            .prop_map(|(name, role, organisation, facilitator)| Person {
                name,
                role: role.trim().to_owned(),
                organisation: organisation.replace("facilitator", ""),
                email: String::new(),
                facilitator,
            })
    }

    proptest! {
        #[test]
        fn people_are_read_back_as_they_were_written(people in prop::collection::vec(person(), 0..6)) {
            prop_assert_eq!(read(&written(&people), &people), people);
        }
    }

    #[test]
    fn days_follow_each_other() {
        let mut dates = Vec::new();
        assert_eq!(date_after("2026-11-24", &mut dates), Ok(()));
        let error = date_after("2026-11-24", &mut dates).unwrap_err();
        assert_eq!(error, "this day comes after 2026-11-24");
        assert!(date_after("2026-11-23", &mut dates).is_err());
        assert!(date_after("thursday", &mut dates).is_err());
        assert_eq!(date_after("", &mut dates), Ok(()));
        assert_eq!(dates.len(), 1);
    }
}
