-- Members of staff. name_key is the name as search compares it, name_sort puts names in the order of given names.
create table staff (
    id {id} primary key,
    name text not null,
    name_key text not null,
    name_sort {bytes} not null,
    phone text,
    email text,
    hired {ts} not null,
    seq {int} not null
) {strict};

-- A role in an agency for a time; until_day is the first day on which it is no longer held.
create table staff_posts (
    id {id} primary key,
    staff {id} not null references staff (id),
    agency {id} not null,
    role text not null,
    title text not null,
    from_day {date} not null,
    until_day {date},
    basis text not null
) {strict};
create index staff_posts_staff on staff_posts (staff);
create index staff_posts_agency on staff_posts (agency);
