use super::*;

fn outcome(facts: &str) -> (Summary, String) {
    let mut out = Vec::new();
    let summary = run(facts.as_bytes(), &mut out).unwrap();
    (summary, String::from_utf8(out).unwrap())
}

#[test]
fn the_program_agrees_with_every_fact_it_was_built_on() {
    let world = World::load().unwrap();
    for fact in facts(include_str!("facts.csv")) {
        match answer(&fact, &world) {
            Some(Answer { agrees: true, .. }) => {}
            Some(Answer { got, .. }) => panic!("{fact:?}, but got {got}"),
            None => panic!("{fact:?} is not understood"),
        }
    }
}

#[test]
fn a_mistaken_fact_is_always_noticed() {
    let world = World::load().unwrap();
    for fact in facts(include_str!("mistakes.csv")) {
        let answer = answer(&fact, &world);
        assert!(answer.is_some_and(|answer| !answer.agrees), "{fact:?}");
    }
}

#[test]
fn a_wording_that_is_not_understood_is_never_passed() {
    let world = World::load().unwrap();
    for (topic, _) in TOPICS {
        for (input, expected) in [("", ""), ("?", "!"), ("something else", "something different")] {
            let fact = Fact { topic: (*topic).into(), input: input.into(), expected: expected.into() };
            assert!(answer(&fact, &world).is_none_or(|answer| !answer.agrees), "{fact:?}");
        }
    }
}

#[test]
fn every_topic_is_exercised() {
    let exercised: Vec<_> =
        facts(include_str!("facts.csv")).into_iter().map(|fact| fact.topic.replace('→', "->")).collect();
    let idle: Vec<_> =
        TOPICS.iter().map(|(topic, _)| *topic).filter(|topic| !exercised.iter().any(|t| t == topic)).collect();
    assert_eq!(idle, [""; 0]);
}

#[test]
fn the_report_names_what_differs_and_ends_with_the_counts() {
    let (summary, report) = outcome(
        "topic,input,expected,source\nfmt.date,2023-03-17,17/3/2023,a\nfmt.date,2023-03-17,17/03/2023,b\nmoon.phase,today,full,c\n",
    );
    assert_eq!(summary, Summary { passed: 1, failed: 1, unknown: 1 });
    assert!(!summary.is_clean());
    assert_eq!(
        report,
        "row 3 | fmt.date | 2023-03-17 | expected: 17/03/2023 | got: 17/3/2023\n1 passed, 1 failed, 1 unknown\n"
    );
}

#[test]
fn a_file_without_facts_says_so() {
    assert!(run("a,b\n1,2\n".as_bytes(), &mut Vec::new()).is_err());
}

fn facts(file: &str) -> Vec<Fact> {
    csv::Reader::from_reader(file.as_bytes()).deserialize().map(Result::unwrap).collect()
}
