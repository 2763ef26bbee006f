-- A public body: one row for its whole life. seq is the number of the last entry in its journal stream.
create table agencies (
    id {id} primary key,
    slug text not null unique,
    seq {int} not null
) {strict};

-- How it stood for a time; until_day is the first day on which the row no longer holds.
create table agencies_periods (
    agency {id} not null references agencies (id),
    from_day {date} not null,
    until_day {date},
    code text,
    provisional {bool} not null,
    name text not null,
    short text not null,
    kind text not null,
    level text not null,
    parent {id} references agencies (id),
    place text,
    one_stop {bool} not null,
    basis text not null,
    primary key (agency, from_day)
) {strict};

create table agencies_aliases (
    agency {id} not null references agencies (id),
    alias text not null,
    primary key (agency, alias)
) {strict};

-- Succession: the work of one passed to the other on a day.
create table agencies_links (
    from_agency {id} not null references agencies (id),
    to_agency {id} not null references agencies (id),
    on_day {date} not null,
    basis text not null,
    primary key (from_agency, to_agency, on_day)
) {strict};

-- The lists by which the province counts.
create table agencies_sets (
    key text not null,
    from_day {date} not null,
    until_day {date},
    title_vi text not null,
    title_en text not null,
    unallocated {bool} not null,
    basis text not null,
    primary key (key, from_day)
) {strict};

create table agencies_members (
    set_key text not null,
    set_from {date} not null,
    position {int} not null,
    agency {id} not null references agencies (id),
    from_day {date} not null,
    until_day {date},
    primary key (set_key, set_from, position),
    foreign key (set_key, set_from) references agencies_sets (key, from_day)
) {strict};

-- Grows with every change, so that each process knows when what it holds in memory is old.
create table agencies_version (
    one {int} primary key,
    n {int} not null
) {strict};
insert into agencies_version (one, n) values (1, 0);
