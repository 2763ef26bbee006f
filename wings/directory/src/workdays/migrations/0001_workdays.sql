-- Days off and Saturdays worked that an administrator entered by a decision, beside those the program carries.
create table workdays_days (
    day {date} primary key,
    kind text not null,
    name_vi text not null,
    name_en text not null,
    decision text not null,
    added_by text not null,
    added_at {ts} not null
) {strict};
