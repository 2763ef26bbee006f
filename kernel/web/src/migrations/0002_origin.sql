-- Where a session was opened from and what was shown for it; unknown for sessions older than this.
alter table web_sessions add column address text;
alter table web_sessions add column proof text;
