-- Who asked the population register about whom, when, why, and what came of it. What it answered is not kept. The number is
-- masked; `code` is the dossier's, empty while it is still a draft of one's own.
create table population_lookups (
    id {id} primary key,
    at {ts} not null,
    account {id} not null,
    by_name text not null,
    agency {id},
    dossier {id} not null,
    code text not null,
    subject text not null,
    about text not null,
    ground text not null,
    facts text not null,
    outcome text not null,
    answered_at {ts}
) {strict};
create index population_lookups_at on population_lookups (at, id);
create index population_lookups_agency on population_lookups (agency, at, id);
create index population_lookups_dossier on population_lookups (dossier, at);
