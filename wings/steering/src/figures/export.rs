//! Figures for other programs and for the terminal: JSON, CSV, a table.

use base::text::format;

use super::{Figures, Period};

/// A form of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON object for the province.
    Json,
    /// A line for the province and one for each agency.
    Csv,
    /// The same for reading.
    Table,
}

/// Names and figures of the agencies, in the order to be shown.
pub type Rows = [(String, Figures)];

/// Writes the figures of the province and, where the form has room, of its agencies.
pub fn write(format: Format, period: Period, province: &Figures, agencies: &Rows) -> String {
    match format {
        Format::Json => {
            let mut value = serde_json::to_value(province).unwrap_or_default();
            if let Some(fields) = value.as_object_mut() {
                fields.insert("period".into(), period.to_string().into());
            }
            format!("{value:#}\n")
        }
        Format::Csv => {
            let mut text = String::from(
                "agency,received,received_online,received_direct_or_post,carried_over,resolved,resolved_early,resolved_on_time,resolved_late,open,ended,digitised\n",
            );
            for (name, f) in std::iter::once(&("Toàn tỉnh".to_owned(), *province)).chain(agencies) {
                let quoted = name.replace('"', "\"\"");
                text += &format!(
                    "\"{quoted}\",{},{},{},{},{},{},{},{},{},{},{}\n",
                    f.received,
                    f.received_online,
                    f.received_direct_or_post,
                    f.carried_over,
                    f.resolved,
                    f.resolved_early,
                    f.resolved_on_time,
                    f.resolved_late,
                    f.open,
                    f.ended,
                    f.digitised
                );
            }
            text
        }
        Format::Table => {
            let head = [
                "Tiếp nhận",
                "Trực tuyến",
                "Trực tiếp, BCCI",
                "Kỳ trước",
                "Đã giải quyết",
                "Trước hạn",
                "Đúng hạn",
                "Quá hạn",
                "Đang giải quyết",
            ];
            let mut text = format!("Kỳ {} – {}\n", format::date(period.from), format::date(period.to));
            text += &format!("{:40}", "");
            for title in head {
                text += &format!("{title:>16}");
            }
            text.push('\n');
            for (name, f) in std::iter::once(&("Toàn tỉnh".to_owned(), *province)).chain(agencies) {
                let short: String = name.chars().take(39).collect();
                text += &format!("{short:40}");
                for n in [
                    f.received,
                    f.received_online,
                    f.received_direct_or_post,
                    f.carried_over,
                    f.resolved,
                    f.resolved_early,
                    f.resolved_on_time,
                    f.resolved_late,
                    f.open,
                ] {
                    text += &format!("{:>16}", format::integer(n));
                }
                text.push('\n');
            }
            text
        }
    }
}
