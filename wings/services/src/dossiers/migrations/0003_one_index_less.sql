-- No question is answered from it: what is open by day is found in dossiers_open, what is due at an agency in dossiers_inbox.
drop index dossiers_due;
