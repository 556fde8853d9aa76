DROP INDEX cases_by_state;
