-- What is open, by the day it was promised for: what a whole province is late with, without looking at the rest.
-- The last columns are always empty here; with them the question is answered from the index alone.
create index dossiers_open on dossiers (due_on, agency, received_on, resolved_on, ended_on)
    where received_on is not null and resolved_on is null and ended_on is null;
-- What was resolved late, by the day of it: how much was overdue on a day gone by.
create index dossiers_late on dossiers (resolved_on, agency, due_on, received_on, timeliness) where timeliness = 'late';
