ALTER TABLE feeds DROP COLUMN fetched_at;
ALTER TABLE feeds DROP COLUMN whole_desk;
