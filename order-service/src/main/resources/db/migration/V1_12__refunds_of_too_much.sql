-- What was given back for a return is written down as it is. Payment gives no more than it is worth; if it ever did, that is an
-- alarm for a person, and no message that can never be taken.
alter table order_return
    drop constraint order_return_check,
    add constraint order_return_refunded_check check (refunded >= 0);
