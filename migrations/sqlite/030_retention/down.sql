DROP TRIGGER case_log_keeps;
CREATE TRIGGER case_log_keeps BEFORE DELETE ON case_log
BEGIN
  SELECT RAISE(ABORT, 'the case log is append-only');
END;
DROP TABLE log_tails;
DROP TABLE destroyed_originals;
DROP TABLE legal_holds;
DROP TABLE emptied_cases;
