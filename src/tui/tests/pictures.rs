//! Pictures of the screens, with their styles.

use std::fmt::Write as _;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Style;

use super::fixture::Room;
use crate::tui::effect::{Damaged, Message};
use crate::tui::theme::{Theme, ThemeName};
use crate::tui::view::view;

/// A room in the middle of its first block.
pub(super) fn busy() -> Room {
    let mut room = Room::open();
    room.keys("Space x Tab a 'Nightly batch to the ledger takes 6 h @lena #batch w:H' Enter");
    room.keys("'Two teams run their own RabbitMQ #ops w:plan=M' Enter '東京 also reports é and 👍🏽' Enter Esc");
    room.keys("a 'as: Card data may stay here !h' Enter Esc 2 g g")
        .wait(1080);
    room
}

pub(super) fn buffer(room: &mut Room, columns: u16, rows: u16, theme: ThemeName) -> Buffer {
    room.app.theme = Theme::new(theme, false, true);
    room.size(columns, rows);
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    terminal
        .draw(|frame| {
            if let Some(place) = view(&room.app, frame.buffer_mut()) {
                frame.set_cursor_position(place);
            }
        })
        .unwrap();
    terminal.backend().buffer().clone()
}

pub(super) fn text(buffer: &Buffer) -> String {
    let width = usize::from(buffer.area.width);
    let mut all = String::new();
    for row in buffer.content().chunks(width) {
        let mut line = String::new();
        let mut skip = 0;
        for cell in row {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            line.push_str(cell.symbol());
            skip = crate::tui::text::width(cell.symbol()).saturating_sub(1);
        }
        let _ = writeln!(all, "{}", line.trim_end());
    }
    all
}

/// One letter per style, and what the letters stand for.
fn styles(buffer: &Buffer) -> String {
    let width = usize::from(buffer.area.width);
    let mut known: Vec<Style> = vec![Style::reset()];
    let mut all = String::new();
    for row in buffer.content().chunks(width) {
        let mut line = String::new();
        for cell in row {
            let style = cell.style();
            let at = known
                .iter()
                .position(|one| *one == style)
                .unwrap_or_else(|| {
                    known.push(style);
                    known.len() - 1
                });
            line.push(if at == 0 {
                ' '
            } else {
                char::from(b'a' + u8::try_from(at - 1).unwrap())
            });
        }
        let _ = writeln!(all, "{}", line.trim_end());
    }
    for (at, style) in known.iter().enumerate().skip(1) {
        let letter = char::from(b'a' + u8::try_from(at - 1).unwrap());
        let _ = writeln!(
            all,
            "{letter} fg {:?} bg {:?} {:?}",
            style.fg, style.bg, style.add_modifier
        );
    }
    all
}

pub(super) fn check(name: &str, mut room: Room) {
    for (columns, rows) in [(80, 24), (120, 40)] {
        let picture = text(&buffer(&mut room, columns, rows, ThemeName::Dark));
        insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), picture);
    }
    for theme in [ThemeName::Dark, ThemeName::Light, ThemeName::Mono] {
        let styled = styles(&buffer(&mut room, 80, 24, theme));
        insta::assert_snapshot!(format!("{name}-styles-{}", theme.word()), styled);
    }
}

#[test]
fn home_without_workshops() {
    check("home-empty", Room::home());
}

#[test]
fn a_damaged_workshop() {
    let mut room = Room::home_with_recent();
    room.tell(Message::Damaged(Damaged {
        path: "/home/ada/kickoff.flipchart".into(),
        what: "damaged at entry 306: it does not match its hash (entries 1 to 305 are sound)"
            .to_owned(),
        new: "/home/ada/kickoff (recovered).flipchart".into(),
    }));
    check("home-damaged", room);
}

#[test]
fn home_with_workshops() {
    check("home", Room::home_with_recent());
}

#[test]
fn topics() {
    let mut room = busy();
    room.keys("1");
    check("topics", room);
}

#[test]
fn records() {
    check("records", busy());
}

#[test]
fn capturing() {
    let mut room = busy();
    room.keys("a 'the payments team wants replay @lena #retention w:H'");
    check("capture", room);
}

#[test]
fn carried_in() {
    let mut room = busy();
    room.keys("] ]");
    check("next-block", room);
}

#[test]
fn scorecard() {
    let mut room = busy();
    room.keys("] ] 2 1 2 3");
    check("scorecard", room);
}

#[test]
fn matrix() {
    let mut room = busy();
    room.keys("] ] 3 H M L");
    check("matrix", room);
}

#[test]
fn form() {
    let mut room = busy();
    room.keys("3 e");
    check("form", room);
}

#[test]
fn drafts() {
    let mut room = busy();
    room.keys("3 e Tab Tab 'Ana' Esc a 'and the second' Esc");
    check("drafts-waiting", room);
    let mut room = busy();
    room.keys("3 e Tab Tab 'Ana' Esc e");
    check("drafts-form", room);
    let mut room = busy();
    room.keys("a 'and the second' Esc a");
    check("drafts-line", room);
}

#[test]
fn own_words() {
    let mut room = busy();
    room.keys("] ] 2 3 1 1 2 g e");
    super::pages::print_report(&mut room);
    room.keys(
        "e 'We have seen this before, and it went well.' Enter Enter '- first' Enter '- second'",
    );
    check("own-words", room);
}

#[test]
fn closing() {
    let mut room = busy();
    room.keys("c");
    check("closing", room);
}

#[test]
fn help_and_palette() {
    let mut room = busy();
    room.keys("?");
    check("help", room);
    let mut room = busy();
    room.keys(": 'un'");
    check("palette", room);
}

#[test]
fn missing() {
    let mut room = busy();
    room.keys("g m j");
    check("missing", room);
}

#[test]
fn recommendation() {
    let mut room = busy();
    room.keys("] ] 2 3 1 1 2 g r j");
    check("recommendation", room);
}

#[test]
fn report() {
    let mut room = busy();
    room.keys("] ] 2 3 1 1 2 g e");
    super::pages::print_report(&mut room);
    room.keys("PgDn");
    check("report", room);
}

#[test]
fn history() {
    let mut room = busy();
    room.keys("g l");
    super::pages::tell_history(&mut room);
    room.keys("j");
    check("history", room);
}

#[test]
fn why() {
    let mut room = busy();
    room.keys("] ] 2 3 1 1 2 g r y");
    check("why", room);
}

#[test]
fn board() {
    let mut room = busy();
    room.keys("] ] ] 4 a 'no brokers to run' Enter 'runs in the EU' Enter Esc l a 'priced per partition' Enter Esc");
    room.keys("j a 'IAM is in place already' Enter Esc");
    check("board", room);
}

#[test]
fn search() {
    let mut room = busy();
    room.keys("g / 'batch'");
    check("search", room);
}

#[test]
fn roadmap() {
    let mut room = busy();
    room.keys("g p a 'Landing zone takes:5d' Enter 'Clusters takes:10d' Enter 'First use case takes:3d' Enter Esc");
    room.keys("g g j b 'landing' Enter 'they need the network' Enter s '2027-01-11' Enter");
    check("roadmap", room);
}

#[test]
fn over_time() {
    let mut room = busy();
    room.wait(3600);
    let picture = text(&buffer(&mut room, 80, 24, ThemeName::Dark));
    assert!(
        picture.lines().next().unwrap().contains("+18 min over"),
        "{picture}"
    );
}

#[test]
fn too_small() {
    let mut room = busy();
    let picture = text(&buffer(&mut room, 20, 5, ThemeName::Dark));
    insta::assert_snapshot!("too-small-20x5", picture);
}

#[test]
fn ascii() {
    let mut room = busy();
    room.app.theme = Theme::new(ThemeName::Dark, true, true);
    let mut buffer = Buffer::empty(ratatui::layout::Rect::new(0, 0, 80, 24));
    room.keys("Tab");
    view(&room.app, &mut buffer);
    let picture = text(&buffer);
    assert!(
        !picture.contains(['─', '│', '▌', '▶', '✓', '▣', '…', '━']),
        "{picture}"
    );
}

#[test]
fn ascii_everywhere() {
    let rooms = [
        "Tab a 'alpha' Enter Esc e",
        "3 a 'it holds' Enter Esc e Tab",
        "a 'li: alpha @lena' Esc 4",
        "] ] 2 3 1 1 2 e",
        "] ] 2 3 1 1 2 w",
        "] ] 2 3 1 1 2 g r y",
        "] ] ] 4 a 'no brokers' Enter Esc",
        "g p a 'Landing zone takes:5d' Enter Esc s '2027-01-11' Enter",
        "g m",
        "g / 'e'",
        "? 'e'",
    ];
    let printed = |keys: &str, prepare: fn(&mut Room)| {
        let mut room = Room::open();
        room.keys(keys);
        prepare(&mut room);
        room.app.theme = Theme::new(ThemeName::Dark, true, true);
        for (columns, rows) in [(62, 20), (120, 40)] {
            room.size(columns, rows);
            let mut buffer = Buffer::empty(ratatui::layout::Rect::new(0, 0, columns, rows));
            view(&room.app, &mut buffer);
            let picture = text(&buffer);
            let other = picture.chars().find(|c| !c.is_ascii());
            assert_eq!(other, None, "{keys}\n{picture}");
        }
    };
    for keys in rooms {
        printed(keys, |_| {});
    }
    printed("g l", super::pages::tell_history);
    printed("] ] 2 3 1 1 2 g e", super::pages::print_report);
}

#[test]
fn ideas() {
    let mut room = busy();
    let swot = crate::tui::app::pages::Destination::Sheet("swot".parse().unwrap());
    room.app.desk_mut().unwrap().go_to_destination(&swot);
    room.keys("i Enter");
    check("ideas", room);
}

#[test]
fn flow() {
    let mut room = super::flow::on_flow();
    room.keys("a 'Orders -> Ledger: nightly files' Enter 'Ledger -> Reports' Enter");
    room.keys(
        "'Orders -> Reports: 東京 by mail' Enter 'Reports -> Orders' Enter 'Bus' Enter Esc k",
    );
    check("flow", room);
}

#[test]
fn weights() {
    let mut room = Room::open();
    room.keys("g s L M H w Tab");
    check("weights", room);
}

#[test]
fn advice() {
    check("advice", super::recommendation::sample());
    let parts = [
        "sureness", "weights", "changes", "together", "levels", "gaps",
    ];
    for (at, part) in parts.iter().enumerate() {
        let mut room = super::recommendation::sample();
        room.size(80, 24);
        for _ in 0..=at {
            room.keys("Tab");
        }
        let picture = text(&buffer(&mut room, 80, 24, ThemeName::Mono));
        insta::assert_snapshot!(format!("advice-{part}-80x24"), picture);
    }
}

#[test]
fn weights_tried() {
    let mut room = Room::open();
    room.keys("g s L M H H w Tab '70'");
    check("weights-tried", room);
}
