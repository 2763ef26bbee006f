-- People and organisations that bring cases. name_key is the name as search compares it.
create table persons (
    id {id} primary key,
    kind text not null,
    name text not null,
    name_key text not null,
    identity_kind text,
    identity_number text,
    born {date},
    phone text,
    email text,
    address text not null,
    created {ts} not null,
    seq {int} not null
) {strict};
create unique index persons_identity on persons (identity_kind, identity_number);
create index persons_phone on persons (phone);
