-- Things begun that the same browser must finish: a sign-in at the identity provider, a second step, a passkey. The secret
-- stands in a cookie of the browser; only its SHA-256 is here. Each is taken once.
create table accounts_begun (
    id {id} primary key,
    token {bytes} not null unique,
    kind text not null,
    account {id},
    data text not null,
    ends {ts} not null
) {strict};
create index accounts_begun_ends on accounts_begun (ends);

-- Who at the identity provider an account belongs to.
create table accounts_identities (
    issuer text not null,
    subject text not null,
    account {id} not null references accounts (id),
    linked {ts} not null,
    last_in {ts} not null,
    last_level {int} not null,
    primary key (issuer, subject)
) {strict};
create index accounts_identities_account on accounts_identities (account);

-- The secret shared with an authenticator, sealed with the operator's key. No code up to last_step works again. Until
-- confirmed is set the secret was shown but never used.
create table accounts_totp (
    account {id} primary key references accounts (id),
    secret {bytes} not null,
    confirmed {ts},
    last_step {int} not null
) {strict};

-- Codes for the day the authenticator is lost: SHA-256 of each, one use.
create table accounts_recovery (
    account {id} not null references accounts (id),
    digest {bytes} not null,
    used {ts},
    primary key (account, digest)
) {strict};

-- Public keys of passkeys.
create table accounts_passkeys (
    id {id} primary key,
    account {id} not null references accounts (id),
    credential {bytes} not null unique,
    name text not null,
    passkey text not null,
    added {ts} not null,
    last_in {ts}
) {strict};
create index accounts_passkeys_account on accounts_passkeys (account);

-- Wrong attempts by what was typed or by address, as SHA-256: whether or not anybody has the name.
create table accounts_attempts (
    key {bytes} primary key,
    failures {int} not null,
    until {ts},
    last {ts} not null
) {strict};
create index accounts_attempts_last on accounts_attempts (last);

-- Whether somebody vouched for whoever got the password: papers were seen. Unknown for accounts older than this.
alter table accounts add column vouched {bool};
