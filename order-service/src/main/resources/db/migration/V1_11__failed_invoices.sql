-- How often the document could not be made. That the storage was away does not count.
alter table invoice add column failures int not null default 0;
