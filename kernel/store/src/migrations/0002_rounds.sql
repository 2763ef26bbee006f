-- Work that comes round again: the last round of each kind that was put down as a job, by whichever process saw it first.
create table job_rounds (
    kind text primary key,
    round {ts} not null
) {strict};
