DROP TABLE saved_filters;
DROP INDEX cases_complaints;
DROP INDEX cases_awaiting_vendor;
DROP INDEX cases_marketing;
ALTER TABLE cases DROP COLUMN awaits_vendor;
ALTER TABLE cases DROP COLUMN marketing;
