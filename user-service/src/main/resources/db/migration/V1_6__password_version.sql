-- Grows with each password: what was proven with an older one, by typing it or by a link, is worth nothing any more. A count and not an
-- instant, because the clocks of two instances differ.
alter table account add column password_version bigint not null default 0;
alter table account drop column password_changed_at;
