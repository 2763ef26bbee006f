//! Reads a package from its TOML file.

use base::{
    Dong, IdentityLevel,
    codes::{ProcedureCode, slips::SlipKind},
};

use super::{
    finding::Finding,
    keyed::Keyed,
    package::{Act, Case, Fee, FeeItem, Package, Paper, Related, ResultPaper, Slip, Step, Sureness},
    read::{Node, read_file},
};

/// Reads a package.
///
/// # Errors
/// Everything that is wrong with the file, each with its line: bad syntax, missing and unknown keys, wrong words,
/// conditions that are not understood. What a package says as a whole is for [`super::check`].
pub fn parse(source: &str) -> Result<Package, Vec<Finding>> {
    let (mut package, lines) = read_file(source, package)?;
    package.lines = lines;
    Ok(package)
}

fn package(file: &Node) -> Package {
    let service = file.table("service", |node| (node.one("level"), node.words("reason"), node.many("channels")));
    let (service_level, service_reason, channels) = service.unwrap_or_else(|| {
        file.fault("read.missing", "service", "Thiếu bảng [service]", "The table [service] is missing");
        (Keyed::ALL[0], Default::default(), Vec::new())
    });
    Package {
        code: code(file, "code"),
        name: file.words("name"),
        plain_name: file.words("plain_name"),
        keywords: file.texts("keywords"),
        field: file.text("field"),
        levels: file.many("levels"),
        departments: file.texts("departments"),
        agency: file.words("agency"),
        reception: file.words("reception"),
        coordinating: file.words_list("coordinating"),
        service_level,
        service_reason,
        channels,
        identity_level: file.whole("identity_level", 1..=2).and_then(IdentityLevel::from_number),
        applicants: file.many("applicants"),
        applicants_note: file.words_opt("applicants_note"),
        conditions: file.words_list("conditions"),
        form: file.text_opt("form"),
        sets: small(file.whole("sets", 1..=9).unwrap_or(1)),
        papers: file.each("papers", paper),
        cases: file.each("cases", case),
        term_text: file.words("term_text"),
        cut_off: file.time_opt("cut_off"),
        steps: file.each("steps", step),
        steps_template: file.text_opt("steps_template"),
        steps_basis: file.words("steps_basis"),
        fee: fee(file),
        results: file.each("results", |node| ResultPaper {
            name: node.words("name"),
            code: node.text_opt("code"),
            media: node.many("media"),
        }),
        result_validity: file.words_opt("result_validity"),
        slips: slips(file),
        legal: file.each("legal", |node| Act { number: node.text("number"), title: node.text("title") }),
        related: file.each("related", |node| Related {
            code: code(node, "code"),
            relation: node.one("relation"),
            note: node.words_opt("note"),
        }),
        notes: file.words_list("notes"),
        after_districts: file.words_opt("after_districts"),
        sureness: sureness(file),
        valid_from: file.date("valid_from"),
        valid_to: file.date_opt("valid_to"),
        lines: Default::default(),
    }
}

fn code(node: &Node, key: &str) -> String {
    let code = node.text(key);
    if let Some(fault) = ProcedureCode::parse(&code).err().filter(|_| !code.is_empty()) {
        node.fault("read.code", key, fault.message().vi, fault.message().en);
    }
    code
}

/// A key within the file: small letters, digits and underscores.
pub(super) fn id(node: &Node, key: &str) -> String {
    let id = node.text(key);
    let sound = id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if !id.is_empty() && !sound {
        node.fault(
            "read.id",
            key,
            format!("“{id}”: chỉ dùng chữ thường không dấu, số và gạch dưới"),
            format!("`{id}`: use small letters, digits and underscores"),
        );
    }
    id
}

fn small(number: i64) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

fn paper(node: &Node) -> Paper {
    Paper {
        id: id(node, "id"),
        name: node.words("name"),
        template: node.text_opt("template"),
        form: node.text_opt("form"),
        handling: node.one("handling"),
        originals: small(node.whole("originals", 0..=99).unwrap_or(0)),
        copies: small(node.whole("copies", 0..=99).unwrap_or(0)),
        electronic: node.one("electronic"),
        needed: node.one("needed"),
        condition: node.words_opt("condition"),
        when: node.guard_opt("when"),
    }
}

fn case(node: &Node) -> Case {
    Case {
        id: id(node, "id"),
        name: node.words("name"),
        term: node.term("term"),
        when: node.guard_opt("when"),
        note: node.words_opt("note"),
    }
}

fn step(node: &Node) -> Step {
    Step {
        id: id(node, "id"),
        kind: node.one("kind"),
        name: node.words("name"),
        role: node.one("role"),
        who: node.words("who"),
        level: node.one_opt("level"),
        time: node.term_opt("time"),
        times: node.map("times", |times, case| times.term(case)).into_iter().collect(),
        stops: node.one_opt("stops"),
        stops_basis: node.words_opt("stops_basis"),
        when: node.guard_opt("when"),
        next: node.texts("next"),
        note: node.words_opt("note"),
    }
}

fn fee(file: &Node) -> Fee {
    let fee = file.table("fee", |node| Fee {
        status: node.one("status"),
        set_by: node.words_opt("set_by"),
        items: node.each("items", fee_item),
        exemptions: node.words_list("exemptions"),
        online: node.words_opt("online"),
    });
    fee.unwrap_or_else(|| {
        file.fault("read.missing", "fee", "Thiếu bảng [fee]", "The table [fee] is missing");
        Fee { status: Keyed::ALL[0], set_by: None, items: Vec::new(), exemptions: Vec::new(), online: None }
    })
}

fn fee_item(node: &Node) -> FeeItem {
    let amount = node.whole("amount", 0..=1_000_000_000_000).map(Dong);
    let reduction = node.whole("reduction", 1..=100).map(small);
    if amount.is_some() == reduction.is_some() {
        node.fault(
            "read.fee_item",
            "amount",
            "Mỗi dòng ghi “amount” (đồng) hoặc “reduction” (phần trăm), không cả hai",
            "Each item has either `amount` (đồng) or `reduction` (percent), not both",
        );
    }
    FeeItem {
        name: node.words("name"),
        charge: node.one("charge"),
        amount,
        reduction,
        per: node.words("per"),
        scope: node.one("scope"),
        place: node.text_opt("place"),
        basis: node.text_opt("basis"),
        condition: node.words_opt("condition"),
        when: node.guard_opt("when"),
        quantity: node.text_opt("quantity"),
        valid_from: node.date_opt("valid_from"),
        valid_to: node.date_opt("valid_to"),
    }
}

/// The slips written down, or all of them.
fn slips(file: &Node) -> Vec<Slip> {
    if !file.has("slips") {
        return SlipKind::ALL.iter().map(|kind| Slip { kind: *kind, form: None }).collect();
    }
    file.each("slips", |node| Slip { kind: node.one("kind"), form: node.text_opt("form") })
}

fn sureness(file: &Node) -> Sureness {
    let sureness = file.table("sureness", |node| Sureness {
        content: node.one("content"),
        code: node.one("code"),
        to_check: node.words_list("to_check"),
    });
    sureness.unwrap_or_else(|| {
        file.fault("read.missing", "sureness", "Thiếu bảng [sureness]", "The table [sureness] is missing");
        Sureness { content: Keyed::ALL[0], code: Keyed::ALL[0], to_check: Vec::new() }
    })
}
