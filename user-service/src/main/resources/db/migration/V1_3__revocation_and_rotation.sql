-- The edge refuses access tokens of ended sessions; announced_at says that it was told. What ended before knows nobody any more.
alter table session add column announced_at timestamptz;
update session set announced_at = ended_at where ended_at is not null;
create index session_to_announce on session (ended_at) where ended_at is not null and announced_at is null;

alter table session drop constraint session_end_reason_check;
alter table session add constraint session_end_reason_check check (
    end_reason in ('LOGGED_OUT', 'REVOKED', 'PASSWORD_CHANGED', 'ROLES_REDUCED', 'ACCOUNT_DELETED', 'TOKEN_REUSED'));

-- the device that used it, hashed: only that one may repeat a refresh whose answer was lost
alter table refresh_token add column used_by bytea check (octet_length(used_by) = 32);

-- a key is published before it signs, so that everybody who verifies knows it by then
alter table signing_key add column signs_from timestamptz;
update signing_key set signs_from = created_at;
alter table signing_key alter column signs_from set not null;
