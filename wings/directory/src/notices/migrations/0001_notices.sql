-- Who is told things, what they chose, and the link in every message that leads to their choices.
create table notices_recipients (
    sort text not null check (sort in ('person', 'staff')),
    recipient {id} not null,
    link text not null unique,
    -- Channels in the order tried, with commas; none when nothing was chosen, empty when no messages are wanted.
    channels text,
    lang text not null default 'vi',
    reminders {bool} not null default true,
    primary key (sort, recipient)
) {strict};

-- Messages, one for each channel tried.
create table notices_messages (
    id {id} primary key,
    told {id} not null,
    nth {int} not null,
    kind text not null,
    about {id},
    entry {int},
    sort text not null,
    recipient {id} not null,
    channel text not null,
    lang text not null,
    address text not null,
    subject text not null,
    body text not null,
    registered text not null,
    facts {json} not null,
    state text not null check (state in ('written', 'waiting', 'sending', 'sent', 'delivered', 'failed', 'kept')),
    reason text,
    passed_on {bool} not null default false,
    reference text,
    at {ts} not null,
    since {ts} not null
) {strict};
create index notices_messages_about on notices_messages (about, at);
create index notices_messages_told on notices_messages (told, nth);
create index notices_messages_state on notices_messages (state, since, id);

-- Wordings that administrators wrote in place of those that come with the program.
create table notices_wordings (
    kind text not null,
    channel text not null,
    lang text not null,
    wording {json} not null,
    by_name text not null,
    at {ts} not null,
    primary key (kind, channel, lang)
) {strict};
