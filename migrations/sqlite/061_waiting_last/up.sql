-- What waits for the person has no date and stands behind everything that has one.
UPDATE requests SET sort_date = '9999-12-31' WHERE due IS NULL AND (paused OR not_started);
UPDATE cases SET sort_date = '9999-12-31' WHERE open AND due IS NULL;
