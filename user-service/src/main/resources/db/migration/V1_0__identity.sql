create table account (
    id            uuid primary key,
    -- in lower case: EmailAddress is the only door
    email         text        not null unique check (email = lower(email) and length(email) <= 254),
    display_name  text        not null check (length(display_name) between 1 and 80),
    password_hash text        not null,
    roles         text[]      not null check (cardinality(roles) > 0 and roles <@ array ['SHOPPER', 'OPERATOR', 'ADMIN']),
    registered_at timestamptz not null,
    verified_at   timestamptz,
    -- the row stays for the facts that name it, anonymised
    deleted_at    timestamptz
);

-- One login on one device. Its refresh tokens are a family: they live and die with it.
create table session (
    id             uuid primary key,
    account_id     uuid        not null references account,
    user_agent     text check (length(user_agent) <= 200),
    client_address text check (length(client_address) <= 64),
    started_at     timestamptz not null,
    last_used_at   timestamptz not null,
    -- absolute: no refresh ever moves it
    expires_at     timestamptz not null,
    ended_at       timestamptz,
    end_reason     text check (end_reason in ('LOGGED_OUT', 'REVOKED', 'TOKEN_REUSED')),
    check ((ended_at is null) = (end_reason is null))
);
create index session_of_account on session (account_id, id);

-- Used tokens stay as long as their session does: only so can their reuse be seen.
create table refresh_token (
    token_hash bytea primary key check (octet_length(token_hash) = 32),
    session_id uuid        not null references session on delete cascade,
    issued_at  timestamptz not null,
    used_at    timestamptz
);
create index refresh_token_of_session on refresh_token (session_id);

create table signing_key (
    kid                   text primary key,
    public_key            jsonb       not null,
    encrypted_private_key bytea       not null,
    created_at            timestamptz not null
);

create table address (
    id           uuid primary key,
    account_id   uuid not null references account,
    recipient    text not null check (length(recipient) between 1 and 120),
    line1        text not null check (length(line1) between 1 and 120),
    line2        text check (length(line2) <= 120),
    city         text not null check (length(city) between 1 and 120),
    region       text check (length(region) <= 120),
    postal_code  text not null check (length(postal_code) between 1 and 120),
    country_code text not null check (country_code ~ '^[A-Z]{2}$'),
    phone        text check (length(phone) <= 120)
);
create index address_of_account on address (account_id, id);
