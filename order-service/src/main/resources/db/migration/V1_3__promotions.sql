-- What makes orders cheaper. A code is never given out twice, and a promotion is never deleted: it ends.
create table promotion (
    id              uuid        primary key,
    version         bigint      not null,
    -- what a shopper types; null for a promotion that applies by itself
    code            text        unique check (code = upper(code)),
    name            text        not null,
    kind            text        not null,
    percent         numeric(7, 4) check (percent > 0 and percent <= 100),
    -- of amount_off and of minimum_order
    currency        char(3),
    amount_off      bigint      check (amount_off > 0),
    buy             int         check (buy > 0),
    free            int         check (free > 0),
    exclusive       boolean     not null,
    minimum_order   bigint      check (minimum_order > 0),
    -- empty for all
    skus            text[]      not null,
    only_for        uuid,
    valid_from      timestamptz not null,
    valid_until     timestamptz check (valid_until > valid_from),
    max_redemptions int         check (max_redemptions > 0),
    max_per_user    int         check (max_per_user > 0),
    limited         boolean     not null generated always as (max_redemptions is not null or max_per_user is not null) stored,
    -- of one with a limit: how many orders have it
    redeemed        bigint      not null default 0 check (redeemed >= 0),
    created_at      timestamptz not null,
    created_by      uuid        not null,
    changed_at      timestamptz not null,
    changed_by      uuid        not null,
    constraint never_more_than_the_limit check (redeemed <= max_redemptions),
    constraint columns_of_its_kind check (
        case kind
            when 'PERCENT_OFF' then percent is not null and num_nonnulls(amount_off, buy, free) = 0
            when 'AMOUNT_OFF' then amount_off is not null and num_nonnulls(percent, buy, free) = 0
            when 'BUY_AND_GET' then num_nonnulls(buy, free) = 2 and num_nonnulls(percent, amount_off) = 0
            when 'FREE_SHIPPING' then num_nonnulls(percent, amount_off, buy, free) = 0
            else false
        end),
    constraint amounts_have_a_currency check (currency is not null or num_nonnulls(amount_off, minimum_order) = 0)
);

create index promotion_without_code on promotion (id) where code is null;

-- Which orders have it. One that was cancelled has given it back.
create table redemption (
    order_id      uuid        not null references orders (id),
    promotion_id  uuid        not null references promotion (id),
    user_id       uuid        not null,
    redeemed_at   timestamptz not null,
    given_back_at timestamptz,
    primary key (order_id, promotion_id)
);

create index redemption_in_use on redemption (promotion_id, user_id) where given_back_at is null;
