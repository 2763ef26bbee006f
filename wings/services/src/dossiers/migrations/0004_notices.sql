-- Notices moved to a room of their own; what was written before them stays readable there, and what waits goes out from there.
insert into notices_messages (id, told, nth, kind, about, sort, recipient, channel, lang, address, subject, body, registered,
    facts, state, at, since)
    select n.id, n.id, 0, 'dossier.told', n.dossier, 'person', d.applicant, 'mail', 'vi', n.address, n.subject, n.body, '', '{}',
        case n.state when 'queued' then 'written' else n.state end, n.at, coalesce(n.sent_at, n.at)
    from notices n join dossiers d on d.id = n.dossier;
update jobs set kind = 'notice.send', payload = replace(payload, '"notice"', '"message"') where kind = 'notice.mail';
drop table notices;

-- Which reminders were given: once for each threshold. `mark` is the promised day, or the day since which something waits:
-- when that moves, its thresholds begin anew.
create table dossier_reminders (
    dossier {id} not null,
    what text not null check (what in ('due', 'supplement', 'result')),
    mark {date} not null,
    threshold {int} not null,
    at {ts} not null,
    primary key (dossier, what, mark, threshold)
) {strict};
-- What waits for its applicant, and since when.
create index dossiers_waiting on dossiers (state, since, id) where state in ('awaiting_supplement', 'result_ready');
