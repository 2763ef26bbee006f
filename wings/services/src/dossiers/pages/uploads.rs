//! Files that came with a form: looked into, and their content kept, before anything is written about them.
//!
//! A file that is refused does not take the others with it: each is judged alone and named in its message.

use std::io::{Read as _, Seek as _};

use web::{App, Field, Problem, Submitted, Upload, Words, form::FileRule, form::bytes};

use crate::{
    dossiers::{domain::PaperKind, papers::NewPaper},
    office::Office,
};

/// Scans and photographs of papers: how many to a paper, and how large.
pub(super) fn rule() -> FileRule {
    FileRule::papers(10, 10)
}

/// How many bytes tell what a file is.
const HEAD: usize = 8192;

/// Keeps the files attached to a field. What is wrong with one is said beside the field; the good ones are returned.
///
/// # Errors
/// When a file cannot be read, or the file store cannot be written.
pub(super) async fn keep(
    app: &App,
    typed: &mut Submitted,
    field: &Field<'_>,
    rule: &FileRule,
    component: Option<&str>,
    kind: PaperKind,
) -> Result<Vec<NewPaper>, Problem> {
    let mut kept = Vec::new();
    let found: Vec<Upload> = typed.uploads().iter().filter(|file| file.field == field.name).cloned().collect();
    if found.len() > rule.most {
        let most = rule.most;
        typed.error(
            field.name.to_owned(),
            Words::new(
                format!("Mỗi lần chọn tối đa {most} tệp; bạn đã chọn {}.", found.len()),
                format!("At most {most} files at a time; you chose {}.", found.len()),
            ),
        );
        return Ok(kept);
    }
    for file in found {
        if let Some(wrong) = refused(&file, rule) {
            typed.error(field.name.to_owned(), wrong);
            continue;
        }
        let office = app.get::<Office>();
        let (name, kinds, component) = (file.name.clone(), rule.kinds.clone(), component.map(str::to_owned));
        let done = tokio::task::spawn_blocking(move || -> Result<Option<NewPaper>, store::Error> {
            let mut content = file.open()?;
            let mut head = Vec::with_capacity(HEAD);
            (&mut content).take(HEAD as u64).read_to_end(&mut head)?;
            let Some(sniffed) =
                infer::get(&head).filter(|sniffed| kinds.iter().any(|kind| kind == sniffed.extension()))
            else {
                return Ok(None);
            };
            content.rewind()?;
            let (digest, size) = office.blobs.put(&mut content)?;
            let mime = sniffed.mime_type().to_owned();
            Ok(Some(NewPaper { component, kind, name: file.name.clone(), mime, size, digest }))
        })
        .await
        .map_err(Problem::internal)??;
        match done {
            Some(paper) => kept.push(paper),
            None => typed.error(field.name.to_owned(), not_what_it_says(&name)),
        }
    }
    Ok(kept)
}

fn refused(file: &Upload, rule: &FileRule) -> Option<Words> {
    let (name, end) = (&file.name, file.extension());
    if file.size > rule.each {
        let (size, most) = (bytes(file.size), bytes(rule.each));
        return Some(Words::new(
            format!("Tệp “{name}” nặng {size}, quá mức {most}. Hãy chụp lại ở cỡ nhỏ hơn hoặc tách thành nhiều tệp."),
            format!("“{name}” is {size}; the most is {most}. Take a smaller picture or split it."),
        ));
    }
    if file.size == 0 {
        return Some(Words::new(
            format!("Tệp “{name}” không có nội dung. Hãy mở thử rồi chọn lại."),
            format!("“{name}” is empty. Please open it to check, then choose again."),
        ));
    }
    if matches!(end.as_str(), "heic" | "heif") {
        return Some(Words::new(
            format!(
                "Ảnh “{name}” là loại HEIC của iPhone. Hãy gửi ở dạng JPG: Cài đặt → Camera → Định dạng → Tương thích nhất."
            ),
            format!(
                "“{name}” is an iPhone HEIC picture. Please send JPG: Settings → Camera → Formats → Most Compatible."
            ),
        ));
    }
    (!rule.kinds.contains(&end)).then(|| {
        Words::new(
            format!("Tệp “{name}” không đúng loại. {}", rule.words(base::Lang::Vi)),
            format!("“{name}” is not of a kind we take. {}", rule.words(base::Lang::En)),
        )
    })
}

fn not_what_it_says(name: &str) -> Words {
    Words::new(
        format!("Nội dung tệp “{name}” không phải PDF, JPG hay PNG. Hãy mở thử tệp, lưu lại đúng loại rồi chọn lại."),
        format!(
            "What is inside “{name}” is not PDF, JPG or PNG. Please open it, save it as one of these and choose again."
        ),
    )
}
