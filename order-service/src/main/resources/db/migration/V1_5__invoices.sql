-- One for each order whose money was taken: first asked for, then numbered, then stored as a document.
create table invoice (
    order_id     uuid        primary key references orders (id),
    requested_at timestamptz not null,
    -- who it is made out to; null once the document knows it
    recipient    text,
    year         int,
    number       int         check (number > 0),
    issued_at    timestamptz,
    stored_at    timestamptz,
    next_try_at  timestamptz not null,
    unique (year, number),
    constraint numbered_at_once check (num_nonnulls(year, number, issued_at) in (0, 3)),
    constraint numbered_before_it_is_stored check (stored_at is null or number is not null),
    constraint recipient_until_it_is_stored check ((recipient is null) = (stored_at is not null))
);

create index invoice_to_number on invoice (requested_at, order_id) where number is null;
create index invoice_to_store on invoice (next_try_at) where stored_at is null;

-- Each year counts from 1. A number is taken in the transaction that uses it, so none is left out.
create table invoice_year (
    year int primary key,
    last int not null check (last > 0)
);
