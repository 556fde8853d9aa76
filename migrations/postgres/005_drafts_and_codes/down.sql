DROP TABLE settings;
DROP TABLE portal_sessions;
DROP TABLE counters;
DROP TABLE challenges;
DROP TABLE drafts;
