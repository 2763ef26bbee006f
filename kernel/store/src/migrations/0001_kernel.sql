-- What every room writes in the same transaction as its own change.

create table journal (
    stream {id} not null,
    seq {int} not null,
    at {ts} not null,
    actor {id},
    actor_name text not null,
    kind text not null,
    body text not null,
    hash {bytes} not null,
    primary key (stream, seq)
) {strict};

create table jobs (
    id {id} primary key,
    kind text not null,
    payload text not null,
    state text not null default 'queued' check (state in ('queued', 'running', 'dead')),
    run_at {ts} not null,
    attempts {int} not null default 0,
    last_error text,
    created_at {ts} not null
) {strict};
create index jobs_due on jobs (state, run_at);

create table settings (
    key text primary key,
    value text not null
) {strict};

create table counters (
    name text primary key,
    n {int} not null
) {strict};

create table idempotency (
    key text primary key,
    account {id},
    result text not null,
    at {ts} not null
) {strict};
create index idempotency_at on idempotency (at);

--@sqlite
create table facts_daily (
    measure text not null, day text not null, agency blob not null, subject text not null, n integer not null,
    primary key (measure, day, agency, subject)
) strict, without rowid;
create table facts_monthly (
    measure text not null, month text not null, agency blob not null, n integer not null,
    primary key (measure, month, agency)
) strict, without rowid;

create table search_docs (
    id integer primary key, kind text not null, doc blob not null, scope blob, body text not null, unique (kind, doc)
) strict;
create virtual table search_words using fts5 (body, content = 'search_docs', content_rowid = 'id', tokenize = 'unicode61');
--@postgres
create table facts_daily (
    measure text not null, day date not null, agency uuid not null, subject text not null, n bigint not null,
    primary key (measure, day, agency, subject)
);
create table facts_monthly (
    measure text not null, month date not null, agency uuid not null, n bigint not null,
    primary key (measure, month, agency)
);

create table search_docs (
    id bigint generated always as identity primary key, kind text not null, doc uuid not null, scope uuid, body text not null,
    words tsvector generated always as (to_tsvector('simple', body)) stored, unique (kind, doc)
);
create index search_words on search_docs using gin (words);
--@both
