-- When an order or a return last moved, by the database's clock: what is stuck is not for the clock of one of the instances to say.
-- changed_at stays what it was, the time of the last event of the history.
alter table orders add column moved_at timestamptz not null default now();
update orders set moved_at = least(changed_at, now()) where awaits_others;
create index orders_awaiting_others_since on orders (moved_at) where awaits_others;
drop index orders_awaiting_others;

alter table order_return add column moved_at timestamptz not null default now();
update order_return set moved_at = least(changed_at, now()) where status = 'RECEIVED';
create index order_return_awaiting_refund_since on order_return (moved_at) where status = 'RECEIVED';
drop index order_return_awaiting_refund;
