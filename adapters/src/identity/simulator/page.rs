//! The page on which somebody says who they are.

use maud::{DOCTYPE, Markup, html};

use super::{Asked, Fault, PATH};
use crate::people::TrialPerson;

/// Who to be, at which level, and what should go wrong.
pub(super) fn choose(people: &[TrialPerson], asked: &Asked) -> Markup {
    let hidden = [
        ("response_type", &asked.response_type),
        ("client_id", &asked.client_id),
        ("redirect_uri", &asked.redirect_uri),
        ("state", &asked.state),
        ("nonce", &asked.nonce),
        ("code_challenge", &asked.code_challenge),
        ("code_challenge_method", &asked.code_challenge_method),
        ("acr_values", &asked.acr_values),
    ];
    html! {
        (DOCTYPE)
        html lang="vi" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Định danh điện tử thử nghiệm" }
                style { (maud::PreEscaped(STYLE)) }
            }
            body {
                main {
                    p.mark { "THỬ NGHIỆM · TRIAL" }
                    h1 { "Định danh điện tử thử nghiệm" }
                    p { "Mô phỏng để dùng thử, không phải VNeID. Chọn một người không có thật. " span lang="en" { "A simulator, not the real system: pick somebody who does not exist." } }
                    form method="post" action={(PATH) "/authorize"} {
                        @for (name, value) in hidden { input type="hidden" name=(name) value=(value); }
                        fieldset {
                            legend { "Bạn là ai? " span lang="en" { "Who are you?" } }
                            @for (index, person) in people.iter().enumerate() {
                                label {
                                    input type="radio" name="number" value=(person.number) checked[index == 0] required;
                                    " " strong { (person.name) } " · " (person.number)
                                }
                            }
                        }
                        fieldset {
                            legend { "Mức độ định danh " span lang="en" { "Level" } }
                            @for level in ["1", "2"] {
                                label { input type="radio" name="level" value=(level) checked[asked.acr_values.contains(level)]; " Mức độ " (level) }
                            }
                        }
                        label {
                            "Trục trặc muốn thử " span lang="en" { "(what should go wrong)" }
                            select name="fault" {
                                option value="" { "không có / nothing" }
                                @for (key, _, label) in Fault::ALL { option value=(key) { (label) } }
                            }
                        }
                        p {
                            button type="submit" { "Đồng ý đăng nhập" } " "
                            button.quiet type="submit" name="no" value="1" { "Từ chối" }
                        }
                    }
                }
            }
        }
    }
}

const STYLE: &str = "body{font:1rem/1.6 system-ui,sans-serif;margin:0;background:#f3f1ea;color:#1d1d1b}\
main{max-width:34rem;margin:2rem auto;padding:1.5rem;background:#fff;border-top:6px solid #b3541e}\
.mark{font-weight:700;color:#8a3c10;letter-spacing:.05em;margin:0}h1{font-size:1.5rem;margin:.25rem 0 1rem}\
fieldset{border:1px solid #bbb;margin:1rem 0;padding:.75rem}label{display:block;padding:.4rem 0}\
select{display:block;font:inherit;padding:.4rem;width:100%}button{font:inherit;padding:.6rem 1.2rem;border:2px solid #8a3c10;\
background:#8a3c10;color:#fff;cursor:pointer}button.quiet{background:#fff;color:#8a3c10}";
