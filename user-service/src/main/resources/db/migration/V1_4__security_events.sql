-- What happened to whom, for administrators. It names accounts by their id only, which says nothing once the account was deleted.
create table security_event (
    id             uuid primary key,
    occurred_at    timestamptz not null,
    type           text        not null,
    -- nobody: a login for an address without an account, or something that concerns no account
    account_id     uuid,
    -- who did it to the account, when it was somebody else
    actor_id       uuid,
    session_id     uuid,
    client_network text,
    detail         text
);
create index security_event_of_account on security_event (account_id, id);
create index security_event_of_type on security_event (type, id);
create index security_event_age on security_event (occurred_at);

-- append-only: nothing is changed, and nothing deleted that is younger than 90 days
create function keep_security_events() returns trigger language plpgsql as
$$
begin
    if tg_op = 'DELETE' then
        if old.occurred_at < now() - interval '90 days' then
            return old;
        end if;
    end if;
    raise exception 'security events are kept as they are';
end
$$;
create trigger keep_security_events before update or delete on security_event
    for each row execute function keep_security_events();
create trigger keep_all_security_events before truncate on security_event
    for each statement execute function keep_security_events();
