//! Draws the screens beyond the block: a heading, and what the page shows below it.

mod check;
mod history;
mod ideas;
mod recommendation;
mod report;
mod roadmap;
mod run;
mod trial;
mod why;

pub(super) use trial::draw as draw_trial;
pub(crate) use why::reason_at;

use ratatui::layout::Position;

use crate::tui::app::App;
use crate::tui::app::desk::Desk;
use crate::tui::app::pages::Page;
use crate::tui::canvas::Canvas;
use crate::tui::layout::Places;
use crate::tui::theme::Role;

/// Draws the page in front; gives the place of the cursor when something is typed on it.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    app: &App,
    desk: &Desk,
    page: &Page,
    places: &Places,
) -> Option<Position> {
    super::header::draw(canvas, desk, app.now, places);
    let heading = places.heading;
    canvas.text(
        heading.x,
        heading.y,
        heading.width,
        page.title(),
        Role::Strong,
    );
    match page {
        Page::Roadmap(page) => roadmap::draw(canvas, app, page, heading, places.page),
        Page::Recommendation(page) => {
            recommendation::draw(canvas, page, desk, (heading, places.page));
        }
        Page::Report(page) => report::draw(canvas, page, desk, heading, places.page),
        Page::History(page) => history::draw(canvas, page, heading, places.page),
        Page::Ideas(page) => ideas::draw(canvas, page, heading, places.page),
        Page::Why(page) => why::draw(canvas, page, heading, places.page),
        Page::Check(page) => check::draw(canvas, page, heading, places.page),
        Page::Run(page) => return run::draw(canvas, app, page, heading, places.page),
    }
    None
}
