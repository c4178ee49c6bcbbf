//! Titles that have the room that there is: of matrices, whose rest is counted, and of outputs in the agenda.

use super::fixture::{Room, begun};
use super::pictures::{buffer, text};
use super::run::platforms;
use crate::definitions::playbook_and_rubric;
use crate::tui::theme::ThemeName;
use crate::workshop::{Info, State};

/// The centre of excellence, at the sheet of this id.
fn centre(sheet: &str) -> Room {
    let (playbook, rubric) = playbook_and_rubric("streaming-coe").unwrap();
    let blocks: Vec<_> = playbook.blocks().map(|(_, block)| block.clone()).collect();
    let mut room = Room::with(begun(State::new(Info::default(), playbook, rubric)));
    let shows = |block: &crate::agenda::Block| block.sheets.iter().any(|one| one.as_str() == sheet);
    let block = blocks.iter().position(shows).unwrap();
    for _ in 0..block {
        room.keys("]");
    }
    while room.tab() != sheet {
        room.keys("Tab");
    }
    room
}

#[test]
fn titles_that_fit_are_whole() {
    for size in [(80, 24), (120, 40)] {
        let seen = text(&buffer(
            &mut centre("duties"),
            size.0,
            size.1,
            ThemeName::Dark,
        ));
        for title in [
            "Patches and versions",
            "Upgrade of a running application",
            "Managed service",
            "Self-managed",
        ] {
            assert!(seen.contains(title), "{title}\n{seen}");
        }
        assert!(!seen.contains("at the right"), "{seen}");
    }
}

#[test]
fn many_columns_have_titles_of_two_lines_and_those_out_of_view_are_counted() {
    let mut room = centre("responsibilities");
    let wide = text(&buffer(&mut room, 120, 40, ThemeName::Dark));
    for title in ["Platform ", "engineer", "Design a streaming application"] {
        assert!(wide.contains(title), "{title}\n{wide}");
    }
    assert!(wide.contains(" 5 more at the right"), "{wide}");
    assert!(!wide.contains("more below"), "{wide}");
    let narrow = text(&buffer(&mut room, 80, 24, ThemeName::Dark));
    assert!(narrow.contains(" more below, 6 at the right"), "{narrow}");
    room.keys("G");
    room.keys("Right Right Right Right Right Right Right Right Right");
    let narrow = text(&buffer(&mut room, 80, 24, ThemeName::Dark));
    assert!(!narrow.contains("more below"), "{narrow}");
    assert!(!narrow.contains("at the right"), "{narrow}");
}

#[test]
fn outputs_that_differ_at_their_end_are_told_apart() {
    let mut room = platforms(12);
    room.size(120, 40);
    for _ in 0..30 {
        if room.shows("Gaps of") {
            break;
        }
        room.keys("]");
    }
    let seen = text(&buffer(&mut room, 120, 40, ThemeName::Dark));
    for what in ["Gaps of the…production", "Gaps of the…pre-product"] {
        assert!(seen.contains(what), "{what}\n{seen}");
    }
}
