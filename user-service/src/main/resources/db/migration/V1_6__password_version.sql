-- Grows with each password: what was proven with an older one, by typing it or by a link, is worth nothing any more. A count and not an
-- instant, because the clocks of two instances differ.
alter table account add column password_version bigint not null default 0;

-- password_changed_at stays: instances of the release before read and write it while they are replaced one by one. Nothing of this release
-- does; drop it in the next one. Until the last of them is gone, neither sees that the other changed a password.
