-- What a move changes is kept small.

-- No question is answered from it: what is open by day is found in dossiers_open, what is due at an agency in dossiers_inbox.
drop index dossiers_due;

-- What was filed and not yet accepted is behind no figure.
drop index dossiers_received;
create index dossiers_received on dossiers (agency, received_on, id) where received_on is not null;

-- The day of receipt before the agency: what is accepted today is written side by side.
drop index dossiers_open;
create index dossiers_open on dossiers (due_on, received_on, agency, resolved_on, ended_on)
    where received_on is not null and resolved_on is null and ended_on is null;
