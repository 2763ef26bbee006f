-- One row for each browser that is signed in. The token itself is never kept, only its SHA-256.
create table web_sessions (
    id {id} primary key,
    token {bytes} not null unique,
    account {id} not null,
    agent text not null,
    opened {ts} not null,
    seen {ts} not null,
    ends {ts} not null
) {strict};
create index web_sessions_account on web_sessions (account);
create index web_sessions_ends on web_sessions (ends);
