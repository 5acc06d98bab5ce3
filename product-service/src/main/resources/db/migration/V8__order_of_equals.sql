-- Equal scores in the order of a sorted set in Redis, which Trends reads them in.
DROP INDEX product_trend_by_score;
CREATE INDEX product_trend_by_score ON product_trend (score DESC, product_id DESC);
