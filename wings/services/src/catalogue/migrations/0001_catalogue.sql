-- Versions of procedures as they were published. A version is never changed: what changes is which one is in force.

create table procedures (
    version {id} primary key,
    code text not null,
    valid_from {date} not null,
    valid_to {date},
    source text not null,
    published_at {ts} not null,
    published_by text not null,
    unique (code, valid_from, published_at)
) {strict};
