DROP TABLE case_visits;
DROP TABLE case_watchers;
DROP TABLE case_tags;
