CREATE TABLE effect (id bigint GENERATED ALWAYS AS IDENTITY, consumer text NOT NULL, message text NOT NULL);
