-- Whether a feed has brought the sale. A feed takes back what feeds have brought and nothing else; what was there before counts as an
-- operator's.
ALTER TABLE sale_price ADD COLUMN by_feed boolean NOT NULL DEFAULT false;
