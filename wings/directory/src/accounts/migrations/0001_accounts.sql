-- Accounts. password is a PHC string; must_change says that somebody else set it; failures counts wrong passwords in a
-- row, and until locked_until none is tried.
create table accounts (
    id {id} primary key,
    person {id} unique,
    staff {id} unique,
    password text not null,
    must_change {bool} not null,
    failures {int} not null,
    locked_until {ts},
    closed {bool} not null,
    opened {ts} not null,
    last_in {ts},
    seq {int} not null,
    check ((person is null) <> (staff is null))
) {strict};

-- The names an account signs in with: a username, a personal number, a telephone number, a mail address.
create table accounts_logins (
    login text primary key,
    account {id} not null references accounts (id)
) {strict};
create index accounts_logins_account on accounts_logins (account);
