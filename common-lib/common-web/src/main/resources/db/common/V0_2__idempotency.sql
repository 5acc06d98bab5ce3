create table idempotency_record (
    owner        text        not null,
    key          text        not null,
    request_hash bytea       not null,
    status       smallint    not null,
    location     text,
    body         jsonb       not null,
    created_at   timestamptz not null,
    primary key (owner, key)
);

create index idempotency_record_created_at on idempotency_record (created_at);

comment on table idempotency_record is 'The answers of writes by their Idempotency-Key; a row commits together with its effect';
