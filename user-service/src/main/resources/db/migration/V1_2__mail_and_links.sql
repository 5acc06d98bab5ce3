-- links to set another password are worth nothing once it was changed
alter table account add column password_changed_at timestamptz;

-- To whom somebody wants a mail to be sent. Kept for two days, and for addresses without an account as well: whether there is one is
-- not looked at before the mail is written, so that nobody can tell from our answer.
create table mail_request (
    id           uuid primary key,
    kind         text        not null check (kind in ('VERIFY_EMAIL', 'ALREADY_REGISTERED', 'RESET_PASSWORD', 'PASSWORD_CHANGED')),
    email        text        not null check (length(email) <= 254),
    requested_at timestamptz not null
);
create index mail_request_age on mail_request (requested_at);

alter table session drop constraint session_end_reason_check;
alter table session add constraint session_end_reason_check check (
    end_reason in ('LOGGED_OUT', 'REVOKED', 'PASSWORD_CHANGED', 'ACCOUNT_DELETED', 'TOKEN_REUSED'));
