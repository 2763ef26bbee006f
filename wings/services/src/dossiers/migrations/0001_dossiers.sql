-- Dossiers as they stand, their papers, questions to other agencies, drafts.
-- The history is in the journal; `version` is the number of the last entry and `head` its hash.

create table dossiers (
    id {id} primary key,
    code text not null unique,
    agency {id} not null,
    procedure text not null,
    procedure_version {id} not null,
    channel text not null,
    applicant {id} not null,
    applicant_name text not null,
    state text not null,
    step {int} not null,
    role text,
    assignee {id},
    filed_at {ts} not null,
    accepted_at {ts},
    received_on {date},
    term_case {int} not null,
    due_on {date},
    due_at {ts},
    supplements {int} not null,
    extended {bool} not null,
    outcome text,
    resolved_on {date},
    timeliness text,
    ended_on {date},
    digitised {bool} not null,
    since {ts} not null,
    clock text not null,
    version {int} not null,
    head {bytes} not null
) {strict};
-- An officer's inbox: what waits for a role of an agency, what is due first on top. What follows the id is there so that
-- counting reads the index only.
create index dossiers_inbox on dossiers (agency, role, due_at, id, assignee, state, resolved_on)
    where role is not null and resolved_on is null;
-- Results that wait at the counter.
create index dossiers_ready on dossiers (agency, role, since, id, assignee) where state = 'result_ready';
-- What is open and past its term, by agency.
create index dossiers_due on dossiers (agency, due_on, id) where resolved_on is null and ended_on is null;
-- The dossiers behind a figure.
create index dossiers_received on dossiers (agency, received_on, id);
create index dossiers_resolved on dossiers (agency, resolved_on, id) where resolved_on is not null;
create index dossiers_ended on dossiers (agency, ended_on, id) where ended_on is not null and resolved_on is null;
create index dossiers_applicant on dossiers (applicant, filed_at);

create table dossier_answers (
    dossier {id} primary key,
    answers {json} not null
) {strict};

create table dossier_papers (
    id {id} primary key,
    owner {id} not null,
    component text,
    kind text not null,
    name text not null,
    mime text not null,
    size {int} not null,
    digest text not null,
    at {ts} not null,
    by_name text not null,
    scan text not null default 'not_scanned'
) {strict};
create index dossier_papers_owner on dossier_papers (owner, at);

create table dossier_consultations (
    id {id} primary key,
    dossier {id} not null,
    agency {id} not null,
    question text not null,
    reply_by {date} not null,
    asked_at {ts} not null,
    answered_at {ts},
    answer text
) {strict};
create index dossier_consultations_open on dossier_consultations (agency, reply_by, id) where answered_at is null;
create index dossier_consultations_dossier on dossier_consultations (dossier, asked_at);

-- What somebody has begun and not yet filed. A draft becomes a dossier under the same id.
create table dossier_drafts (
    id {id} primary key,
    account {id} not null,
    agency {id},
    procedure text not null,
    procedure_version {id} not null,
    channel text not null,
    answers {json} not null,
    created_at {ts} not null,
    updated_at {ts} not null
) {strict};
create index dossier_drafts_account on dossier_drafts (account, updated_at);

create table notices (
    id {id} primary key,
    dossier {id} not null,
    address text not null,
    subject text not null,
    body text not null,
    state text not null check (state in ('queued', 'sent', 'kept')),
    at {ts} not null,
    sent_at {ts}
) {strict};
create index notices_dossier on notices (dossier, at);
