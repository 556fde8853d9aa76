-- The states that occur, and whether a state occurs in a few cases only, are told by this without looking at each case.
CREATE INDEX cases_by_state ON cases (open, states_in);
