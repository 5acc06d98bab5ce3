-- Which provider moved what. Until now there was one at a time: the one that is chosen while this runs.
ALTER TABLE payment ADD COLUMN provider text NOT NULL DEFAULT '${provider}';
ALTER TABLE provider_call ADD COLUMN provider text NOT NULL DEFAULT '${provider}';
ALTER TABLE ledger_entry ADD COLUMN provider text NOT NULL DEFAULT '${provider}';
