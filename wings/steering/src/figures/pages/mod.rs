//! The pages of figures: the province's for everybody, the board for those who answer for them.

mod agency;
mod asked;
mod board;
mod definitions;
mod desk;
mod download;
mod names;
mod open;
mod parts;
mod procedures;
mod tables;

use base::{Actor, Reach};
use web::{Access, Kind, Problem, Routes, Visitor};

use super::permissions::READ;

/// The routes of the room.
pub fn routes() -> Routes {
    const BOARD: Access = Access::Needs(&READ);
    Routes::new()
        .get("/so-lieu", Access::Public, open::show)
        .limited(Kind::Search)
        .get("/so-lieu.csv", Access::Public, download::open_csv)
        .limited(Kind::Search)
        .get("/so-lieu.json", Access::Public, download::open_json)
        .limited(Kind::Search)
        .get("/dieu-hanh", BOARD, desk::show)
        .get("/dieu-hanh.csv", BOARD, download::board_csv)
        .get("/dieu-hanh.json", BOARD, download::board_json)
        .get("/dieu-hanh/thu-tuc", BOARD, procedures::of_all)
        .get("/dieu-hanh/thu-tuc.csv", BOARD, procedures::csv)
        .get("/dieu-hanh/don-vi/{slug}", BOARD, agency::show)
        .get("/dieu-hanh/don-vi/{slug}/thu-tuc", BOARD, procedures::of_agency)
}

/// Who looks at a board, and the agencies whose figures that opens.
fn looking(visitor: &Visitor) -> Result<(&Actor, Reach), Problem> {
    let actor = visitor.actor()?;
    Ok((actor, actor.reach_below(&READ)))
}
