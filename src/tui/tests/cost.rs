//! What a key costs on every screen, in bytes that the terminal is sent: felt over a slow connection.
//!
//! Counts, so that the same change gives the same figure on every machine.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::fixture::{Room, at, begun};
use crate::frames::update;
use crate::tui::app::pages::history::Past;
use crate::tui::effect::{Effect, Message};
use crate::tui::view::view;
use crate::workshop::Reference;

/// What a cursor move may cost at the median, at 120 by 40.
const BUDGET: usize = 600;

/// What any key may cost that stays on its screen: less than to draw the screen anew.
const WHOLE: usize = 5_000;

/// What begins and ends a frame, and places the cursor.
const AROUND: usize = "\x1b[?2026h\x1b[40;120H\x1b[?2026l".len();

/// A screen of the sample: its name, the keys that lead there, a key on and one back, and what they may cost.
type Way = (&'static str, &'static str, [&'static str; 2], usize);

const WAYS: [Way; 14] = [
    ("topics of a short block", "", ["j", "k"], BUDGET),
    ("topics", "] 1", ["j", "k"], BUDGET),
    ("line items", "] Tab", ["j", "k"], BUDGET),
    ("capture line", "a", ["x", "y"], 100),
    ("search", "g / 'kafka'", ["Down", "Up"], BUDGET),
    ("commands", ":", ["Down", "Up"], BUDGET),
    ("scorecard", "g s", ["j", "k"], BUDGET),
    ("scorecard, across", "g s", ["l", "h"], BUDGET),
    ("recommendation", "g r", ["j", "k"], BUDGET),
    ("roadmap", "g p", ["j", "k"], BUDGET),
    ("roadmap, focus", "g p j f", ["j", "k"], BUDGET),
    ("report", "g e", ["j", "k"], BUDGET),
    ("history", "g l", ["j", "k"], BUDGET),
    ("missing", "g m", ["j", "k"], BUDGET),
];

/// The sample at 120 by 40, and what its terminal shows.
struct Wall {
    room: Room,
    shown: Buffer,
}

impl Wall {
    fn new() -> Self {
        let mut room = Room::with(begun(crate::definitions::sample::state().unwrap()));
        room.size(120, 40);
        let shown = Buffer::empty(Rect::new(0, 0, 120, 40));
        let mut wall = Self { room, shown };
        wall.draw();
        wall
    }

    /// Types, answers what the program asks for, draws, and gives what the terminal was sent.
    fn keys(&mut self, keys: &str) -> usize {
        self.room.keys(keys);
        for effect in std::mem::take(&mut self.room.effects) {
            if let Some(answer) = Self::answer(&effect) {
                self.room.tell(answer);
            }
        }
        self.draw()
    }

    fn answer(effect: &Effect) -> Option<Message> {
        match effect {
            Effect::Report(document, entry) => {
                let text = include_str!("../../../exports/sample/recommendation.md");
                Some(Message::Report(*document, *entry, Ok(text.to_owned())))
            }
            Effect::History => Some(Message::History(history())),
            _ => None,
        }
    }

    fn draw(&mut self) -> usize {
        let mut next = Buffer::empty(self.shown.area);
        view(&self.room.app, &mut next);
        let sent = update(&mut self.shown, &mut next).as_str().len();
        self.shown = next;
        if sent == 0 { 0 } else { sent + AROUND }
    }
}

/// A history of a hundred entries.
fn history() -> Vec<Past> {
    let past = |number: u64| Past {
        number,
        at: at("10:00") + chrono::Duration::minutes(i64::try_from(number).unwrap()),
        by: ["Ada", "Lena Fischer"][usize::from(number.is_multiple_of(3))].to_owned(),
        what: format!("added LI-{number}: something that was said about today's practice"),
        undone: number.is_multiple_of(7),
        mark: number.is_multiple_of(20),
        record: Some(Reference::numbered("LI", u32::try_from(number).unwrap())),
    };
    (1..=100).rev().map(past).collect()
}

/// What each of eighty keys on a screen costs, from the least to the most; keys that change nothing apart.
fn costs((_, there, [on, back], _): Way) -> Vec<usize> {
    let mut wall = Wall::new();
    wall.keys(there);
    let keys = std::iter::repeat_n(on, 40).chain(std::iter::repeat_n(back, 40));
    let sent = keys.map(|key| wall.keys(key));
    let mut sent: Vec<usize> = sent.filter(|sent| *sent > 0).collect();
    sent.sort_unstable();
    sent
}

#[test]
fn a_key_costs_few_bytes_on_every_screen() {
    let mut over = Vec::new();
    for way in WAYS {
        let (name, bound, sent) = (way.0, way.3, costs(way));
        let (median, most) = (sent[sent.len() / 2], sent[sent.len() - 1]);
        println!("{name:24} {median:5} bytes at the median, {most:5} at most");
        if median > bound || most > WHOLE {
            over.push(format!(
                "{name}: {median} of {bound} at the median, {most} of {WHOLE} at most"
            ));
        }
    }
    assert!(over.is_empty(), "{over:#?}");
}

/// The control: the same count sees a screen that is drawn anew for a key.
#[test]
fn the_count_sees_a_screen_that_is_drawn_anew() {
    for (name, there, ..) in WAYS.into_iter().filter(|way| !way.1.is_empty()) {
        let mut wall = Wall::new();
        wall.keys(there);
        wall.shown.reset();
        let sent = wall.draw();
        assert!(sent > 1_200, "{name}: {sent}");
    }
}
