//! The closed lists a package is written in.

use jiff::civil::Date;

use super::keyed::keyed;

/// The first day without a district level (Resolution 203/2025/QH15 amending the Constitution, article 2).
pub const NO_DISTRICTS_FROM: Date = jiff::civil::date(2025, 7, 1);

keyed! {
    /// The level of government that handles a procedure.
    pub enum Level {
        Province = "province", "Cấp tỉnh", "Province";
        District = "district", "Cấp huyện", "District";
        Commune = "commune", "Cấp xã", "Commune";
    }
}

keyed! {
    /// How much of a procedure can be done online (Decree 42/2022/NĐ-CP, article 11).
    pub enum ServiceLevel {
        Full = "full", "Toàn trình", "Fully online";
        Partial = "partial", "Một phần", "Partly online";
        Info = "info", "Cung cấp thông tin", "Information only";
    }
}

keyed! {
    /// How a dossier may be brought in.
    pub enum Channel {
        InPerson = "in_person", "Trực tiếp tại Bộ phận một cửa", "In person at the one-stop counter";
        Postal = "postal", "Qua bưu chính công ích", "By public post";
        Online = "online", "Trực tuyến", "Online";
        Booking = "online_booking", "Đặt lịch trực tuyến", "By online appointment";
        Assisted = "assisted_at_desk", "Cán bộ hỗ trợ nộp trực tuyến", "Online with help at the counter";
        Telephone = "telephone", "Điện thoại, thư điện tử", "By telephone or e-mail";
    }
}

keyed! {
    /// Who applies.
    pub enum ApplicantKind {
        Individual = "individual", "Cá nhân", "An individual";
        Household = "household", "Hộ gia đình, hộ kinh doanh", "A household or household business";
        Organization = "organization", "Tổ chức, doanh nghiệp", "An organisation or company";
    }
}

keyed! {
    /// What is done with a paper at filing.
    pub enum Handling {
        Submit = "submit", "Nộp", "Hand in";
        Present = "present", "Xuất trình", "Show";
    }
}

keyed! {
    /// What stands for a paper in an online dossier.
    pub enum Electronic {
        EForm = "e_form", "Biểu mẫu điện tử", "Electronic form";
        Scan = "scan_or_esigned", "Bản chụp hoặc bản điện tử có ký số", "Scan or digitally signed copy";
        Signed = "digitally_signed", "Bản điện tử có ký số", "Digitally signed copy";
        Database = "database_lookup", "Cơ quan tra cứu trong cơ sở dữ liệu", "Looked up by the agency";
        NotOnline = "not_online", "Chỉ nhận bản giấy", "On paper only";
    }
}

keyed! {
    /// When a paper is needed.
    pub enum Needed {
        Always = "always", "Bắt buộc", "Always";
        Conditional = "conditional", "Tuỳ trường hợp", "In some cases";
        IfAny = "if_any", "Nếu có", "If there is one";
    }
}

keyed! {
    /// What a step does.
    pub enum StepKind {
        Receive = "receive", "Tiếp nhận", "Receive";
        Appraise = "appraise", "Thẩm định", "Appraise";
        Consult = "consult", "Lấy ý kiến, phối hợp", "Consult";
        Approve = "approve", "Ký duyệt", "Approve";
        Stamp = "stamp", "Đóng dấu, phát hành", "Stamp and issue";
        Publish = "publish", "Niêm yết công khai", "Post publicly";
        Pay = "pay", "Nghĩa vụ tài chính", "Payment";
        Return = "return", "Trả kết quả", "Return the result";
    }
}

keyed! {
    /// The two kinds of charge (Law 97/2015/QH13): *phí* for a service, *lệ phí* for an act of administration.
    pub enum Charge {
        Phi = "phi", "Phí", "Service charge";
        LePhi = "le_phi", "Lệ phí", "Administrative fee";
    }
}

keyed! {
    /// Whose rate an amount is. Only the first two are tariffs here.
    pub enum Scope {
        National = "national", "Mức thu của Trung ương", "National rate";
        Province = "province", "Mức thu của Hội đồng nhân dân tỉnh", "Rate of the provincial council";
        Example = "example", "Ví dụ của địa phương khác", "Example from another province";
    }
}

keyed! {
    /// What is known of the amount to pay.
    pub enum FeeStatus {
        Free = "free", "Không thu", "Free of charge";
        Known = "known", "Có mức thu", "Rate known";
        Council = "council", "Do Hội đồng nhân dân tỉnh quy định, hệ thống chưa có mức thu", "Set by the provincial council; not entered yet";
        Unknown = "unknown", "Chưa rõ mức thu", "Rate not known";
    }
}

keyed! {
    /// What a result is issued on.
    pub enum Media {
        Paper = "paper", "Bản giấy", "Paper";
        Electronic = "electronic", "Bản điện tử", "Electronic";
    }
}

keyed! {
    /// How sure we are of something.
    pub enum Confidence {
        High = "high", "Cao", "High";
        Medium = "medium", "Trung bình", "Medium";
        Low = "low", "Thấp", "Low";
    }
}

keyed! {
    /// How one procedure stands to another.
    pub enum Relation {
        Prerequisite = "prerequisite", "Cần làm trước", "Needed first";
        NextStep = "next_step", "Việc tiếp theo", "Next step";
        Variant = "variant", "Trường hợp khác", "Another case";
        Bundle = "bundle", "Thuộc nhóm liên thông", "Part of a bundle";
        Contains = "contains", "Gồm", "Contains";
        Sibling = "sibling", "Cùng nhóm", "Same group";
        Reverses = "reverses", "Ngược lại với", "Reverses";
    }
}
