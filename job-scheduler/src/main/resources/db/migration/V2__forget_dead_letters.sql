-- Decisions are kept for a month at least; for how long then, the service's settings say.
create or replace function keep_decision() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and old.status <> 'OPEN' and old.decided_at < now() - interval '30 days' then
        return old;
    end if;
    if tg_op = 'DELETE' or old.status <> 'OPEN' then
        raise exception 'Dead letter % is decided or open: its row is history, or not yet', old.id;
    end if;
    return new;
end $$;

create index dead_letter_decided on dead_letter (decided_at) where status <> 'OPEN';
