//! A province's catalogue as files: forms, the lists they share, the fields of work and one file per procedure.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use base::Role;
use include_dir::{Dir, include_dir};

use super::domain::{
    CheckContext, Finding, Form, Level, Lists, Package, WorkField, check, check_form, parse, parse_fields, parse_form,
    parse_lists,
};

static FORMS: Dir = include_dir!("$CARGO_MANIFEST_DIR/../../provinces/binh-phuoc/forms");
static PROCEDURES: Dir = include_dir!("$CARGO_MANIFEST_DIR/../../provinces/binh-phuoc/procedures");

const LISTS: &str = "lists.toml";
const FIELDS: &str = "fields.toml";

/// The catalogue of Bình Phước that comes with the program, read once.
///
/// # Panics
/// When the program's own files cannot be read, which a test excludes.
pub fn embedded() -> &'static Library {
    static EMBEDDED: LazyLock<Library> = LazyLock::new(|| {
        Library::embedded().unwrap_or_else(|bad| panic!("{}", bad.iter().map(ToString::to_string).collect::<String>()))
    });
    &EMBEDDED
}

/// A package and the text it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The name of its file.
    pub file: String,
    /// The text as it was written.
    pub text: String,
    /// What it says.
    pub package: Package,
}

/// What is wrong with one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadFile {
    /// The name of the file.
    pub file: String,
    /// Everything wrong with it.
    pub findings: Vec<Finding>,
}

impl std::fmt::Display for BadFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.findings.iter().try_for_each(|finding| writeln!(f, "{}:{finding}", self.file))
    }
}

/// A province's catalogue, read and understood.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Library {
    /// The forms, by key.
    pub forms: BTreeMap<String, Form>,
    /// The fields of work, in the order of the screens.
    pub fields: Vec<WorkField>,
    /// The packages, by file name.
    pub sources: Vec<Source>,
}

impl Library {
    /// The catalogue of Bình Phước that comes with the program.
    ///
    /// # Errors
    /// The files that cannot be read; never in a release, which a test guards.
    pub fn embedded() -> Result<Self, Vec<BadFile>> {
        Self::read(texts(&FORMS), texts(&PROCEDURES))
    }

    /// Reads a catalogue from the texts of its files. Among the forms, `lists.toml` holds the shared lists; among the
    /// procedures, `fields.toml` holds the fields of work.
    ///
    /// # Errors
    /// The files that cannot be read.
    pub fn read<'a>(
        forms: impl IntoIterator<Item = (&'a str, &'a str)>,
        procedures: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Vec<BadFile>> {
        let mut bad = Vec::new();
        let mut keep = |file: &str, findings: Vec<Finding>| bad.push(BadFile { file: file.to_owned(), findings });
        let (lists, forms): (Vec<_>, Vec<_>) = forms.into_iter().partition(|(file, _)| *file == LISTS);
        let (fields, procedures): (Vec<_>, Vec<_>) = procedures.into_iter().partition(|(file, _)| *file == FIELDS);

        let mut library = Self::default();
        let mut shared = Lists::default();
        for (file, text) in lists {
            parse_lists(text).map_or_else(|findings| keep(file, findings), |lists| shared = lists);
        }
        for (file, text) in fields {
            parse_fields(text).map_or_else(|findings| keep(file, findings), |fields| library.fields = fields);
        }
        for (file, text) in forms {
            match parse_form(text, &shared) {
                Ok(form) => {
                    let errors: Vec<_> = check_form(&form).into_iter().filter(Finding::is_error).collect();
                    if !errors.is_empty() {
                        keep(file, errors);
                    }
                    library.forms.insert(form.id.clone(), form);
                }
                Err(findings) => keep(file, findings),
            }
        }
        for (file, text) in procedures {
            match parse(text) {
                Ok(package) => library.sources.push(Source { file: file.to_owned(), text: text.to_owned(), package }),
                Err(findings) => keep(file, findings),
            }
        }
        library.sources.sort_by(|a, b| a.file.cmp(&b.file));
        if bad.is_empty() { Ok(library) } else { Err(bad) }
    }

    /// Checks every package against the others. `departments` and `held` are the directory's: which departments there
    /// are, and whether anybody at a level holds a role.
    pub fn check(
        &self,
        departments: &BTreeSet<String>,
        held: &dyn Fn(Level, Role) -> bool,
    ) -> Vec<(&Source, Vec<Finding>)> {
        let codes = self.sources.iter().map(|source| source.package.code.clone()).collect();
        let fields = self.fields.iter().map(|field| field.key.clone()).collect();
        let context = CheckContext { forms: &self.forms, fields: &fields, departments, codes: &codes, held };
        self.sources.iter().map(|source| (source, check(&source.package, &context))).collect()
    }
}

fn texts(dir: &'static Dir) -> impl Iterator<Item = (&'static str, &'static str)> {
    dir.files().filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
}

#[cfg(test)]
mod tests {
    use super::{super::domain::Severity, *};

    fn library() -> Library {
        Library::embedded().unwrap_or_else(|bad| panic!("{}", bad.iter().map(ToString::to_string).collect::<String>()))
    }

    fn departments() -> BTreeSet<String> {
        let agencies =
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../provinces/binh-phuoc/agencies/agencies.csv"));
        agencies.lines().skip(1).filter_map(|line| line.split(',').next()).map(str::to_owned).collect()
    }

    #[test]
    fn the_province_s_procedures_are_all_fit_to_be_published() {
        let library = library();
        assert!(library.sources.len() >= 50, "{}", library.sources.len());
        assert_eq!(library.forms.len(), 15);
        let departments = departments();
        let mut errors = String::new();
        for (source, findings) in library.check(&departments, &|_, _| true) {
            for finding in findings.iter().filter(|finding| finding.severity != Severity::Note) {
                errors += &format!("{}:{finding} [{}]\n", source.file, finding.rule);
            }
        }
        assert_eq!(errors, "");
    }

    #[test]
    fn every_text_a_citizen_reads_is_in_both_languages() {
        for source in library().sources {
            let package = &source.package;
            let mut texts = vec![&package.name, &package.plain_name, &package.term_text, &package.service_reason];
            texts.extend(package.conditions.iter().chain(&package.notes));
            texts.extend(
                package.papers.iter().flat_map(|paper| [Some(&paper.name), paper.condition.as_ref()]).flatten(),
            );
            texts.extend(package.cases.iter().map(|case| &case.name));
            texts.extend(package.steps.iter().flat_map(|step| [&step.name, &step.who]));
            texts.extend(package.results.iter().map(|result| &result.name));
            for text in texts {
                assert!(text.en.is_some(), "{}: {}", source.file, text.vi);
            }
        }
        for form in library().forms.values() {
            for field in form.fields() {
                assert!(
                    field.label.en.is_some() && field.help.as_ref().is_none_or(|help| help.en.is_some()),
                    "{}",
                    field.name
                );
            }
        }
    }

    #[test]
    fn nobody_pays_another_province_s_rate() {
        for source in library().sources {
            let day = source.package.valid_from;
            assert!(source.package.fee.tariffs(day).all(|item| item.place.is_none()), "{}", source.file);
        }
    }

    #[test]
    fn a_file_is_named_after_its_code() {
        for source in library().sources {
            assert_eq!(source.file, format!("{}.toml", source.package.code));
        }
    }

    #[test]
    fn the_example_of_the_guide_passes_its_checks() {
        let guide = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/guides/add-a-procedure.md"));
        let example = guide.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
        let package = parse(example).unwrap_or_else(|findings| panic!("{}", findings[0]));
        let library = library();
        let context = CheckContext {
            forms: &library.forms,
            fields: &library.fields.iter().map(|field| field.key.clone()).collect(),
            departments: &departments(),
            codes: &library.sources.iter().map(|source| source.package.code.clone()).collect(),
            held: &|_, _| true,
        };
        assert_eq!(check(&package, &context), []);
    }
}
