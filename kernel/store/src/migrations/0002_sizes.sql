-- One line a day of how full the disk was and how large the database: what a forecast is made of.
create table sizes_daily (
    day {date} primary key,
    total {int} not null,
    free {int} not null,
    database {int} not null
) {strict};
