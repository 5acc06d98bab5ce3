-- to know that one administrator remains
create index administrator on account (id) where deleted_at is null and 'ADMIN' = any (roles);

-- to find the sessions that are over
create index session_expiry on session (expires_at);
create index session_end on session (ended_at) where ended_at is not null;
