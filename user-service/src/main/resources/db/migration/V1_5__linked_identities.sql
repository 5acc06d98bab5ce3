-- An account that signs in at another provider of identities: the provider's own name for the person, never its address, tells who it is.
create table linked_identity (
    issuer     text        not null check (length(issuer) <= 255),
    subject    text        not null check (length(subject) <= 255),
    account_id uuid        not null references account,
    linked_at  timestamptz not null,
    primary key (issuer, subject)
);
create index linked_identity_of_account on linked_identity (account_id);
