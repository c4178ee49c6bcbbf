//! Flows: links captured with an arrow, and the drawing beside the list.

use proptest::prelude::*;

use super::fixture::Room;
use crate::agenda::SheetId;
use crate::tui::app::drawing::Branch;
use crate::tui::app::pages::Destination;

/// A room on the sheet of systems.
pub(super) fn on_flow() -> Room {
    let mut room = Room::open();
    let sheet = Destination::Sheet(SheetId::new("systems"));
    assert!(room.app.desk_mut().unwrap().go_to_destination(&sheet));
    room
}

fn text(room: &Room) -> Vec<String> {
    let line = |line: &Branch| {
        let again = if line.again { " again" } else { "" };
        let depth = line.stems.len() + usize::from(line.link.is_some());
        format!("{}{}{again}", "  ".repeat(depth), line.title)
    };
    room.desk().index.drawing.lines.iter().map(line).collect()
}

#[test]
fn a_link_is_captured_with_its_nodes() {
    let mut room = on_flow();
    room.keys("a 'Orders -> Ledger: nightly files' Enter 'ledger -> Reports' Enter Esc");
    assert_eq!(
        room.records("systems"),
        [
            "N-1 Orders",
            "N-2 Ledger",
            "N-3 nightly files",
            "N-4 Reports",
            "N-5 N-2"
        ]
    );
    assert_eq!(text(&room), ["Orders", "  Ledger", "    Reports"]);
    let link = room.state().every_record().nth(4).unwrap();
    assert_eq!(room.state().flow_link_text(link), "Ledger → Reports");
    room.keys("u");
    assert_eq!(text(&room), ["Orders", "  Ledger"]);
}

#[test]
fn a_chain_is_captured_link_by_link_as_one_act() {
    let mut room = on_flow();
    room.keys("a 'Orders -> Bus -> Ledger: files' Enter Esc");
    assert_eq!(text(&room), ["Orders", "  Bus", "    Ledger"]);
    room.keys("u");
    assert!(room.records("systems").is_empty());
}

#[test]
fn a_link_is_edited_by_choosing_its_ends() {
    let mut room = on_flow();
    room.keys("a 'Orders -> Ledger' Enter 'Bus' Enter Esc g g j j");
    assert_eq!(room.selected(), "N-3");
    // From Orders to the bus instead of the ledger.
    room.keys("e Tab Right Enter");
    assert_eq!(text(&room), ["Orders", "  Bus", "Ledger"]);
}

#[test]
fn a_node_stands_once_with_what_leads_on_from_it() {
    let mut room = on_flow();
    room.keys("a 'a -> b' Enter 'a -> c' Enter 'b -> d' Enter 'c -> d' Enter 'd -> d' Enter Esc");
    assert_eq!(
        text(&room),
        ["a", "  b", "    d", "      d again", "  c", "    d again"]
    );
    let mut circle = on_flow();
    circle.keys("a 'a -> b' Enter 'b -> a' Enter Esc");
    assert_eq!(text(&circle), ["a", "  b", "    a again"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn every_node_and_link_is_drawn(links in prop::collection::vec((0_usize..6, 0_usize..6), 1..12)) {
        let mut room = on_flow();
        for (from, to) in &links {
            room.keys(&format!("a 'n{from} -> n{to}' Enter Esc"));
        }
        let lines = &room.desk().index.drawing.lines;
        let nodes: std::collections::BTreeSet<usize> = links.iter().flat_map(|(a, b)| [*a, *b]).collect();
        let first = lines.iter().filter(|line| line.node.is_some() && !line.again).count();
        prop_assert_eq!(first, nodes.len());
        prop_assert_eq!(lines.iter().filter(|line| line.link.is_some()).count(), links.len());
    }
}
