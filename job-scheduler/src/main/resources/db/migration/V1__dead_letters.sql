-- The messages that consumers gave up, each decided about at most once; a replay that fails comes back as a row of its own.
create table dead_letter (
    id               uuid        primary key,           -- UUIDv7: the order in which they came
    letter_topic     text        not null,
    letter_partition int         not null,
    letter_offset    bigint      not null,
    written_at       timestamptz not null,
    topic            text,                              -- without prefix
    consumer         text,
    message_id       uuid,
    key              text,
    type             text,
    source           text,
    time             timestamptz,
    data_schema      text,
    traceparent      text,
    payload          bytea       not null,
    exception        text,
    cause            text,
    message          text,
    stack_trace      text,
    replayable       boolean     not null,
    replay_of        uuid        references dead_letter,
    replays          int         not null,              -- before this failure
    status           text        not null default 'OPEN' check (status in ('OPEN', 'REPLAYED', 'DISCARDED')),
    decided_by       text,                              -- id of the operator, or name of the job
    decided_at       timestamptz,
    reason           text,
    constraint decided_by_somebody check (case when status = 'OPEN' then num_nonnulls(decided_by, decided_at, reason) = 0
                                               else num_nulls(decided_by, decided_at, reason) = 0 end)
);

-- Read twice, or stored twice by a consumer that was killed after it had stored it: still one letter.
create unique index dead_letter_position on dead_letter (letter_topic, letter_partition, letter_offset, written_at);
create unique index dead_letter_message on dead_letter (message_id, topic, consumer, replay_of) nulls not distinct
    where message_id is not null;

create index dead_letter_open on dead_letter (id) where status = 'OPEN';
create index dead_letter_replay_of on dead_letter (replay_of) where replay_of is not null;

-- What was decided is the audit: who, when and why. Not even this service rewrites it.
create function keep_decision() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or old.status <> 'OPEN' then
        raise exception 'Dead letter % is decided: its row is history', old.id;
    end if;
    return new;
end $$;

create trigger keep_decision before update or delete on dead_letter for each row execute function keep_decision();
