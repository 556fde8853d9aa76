-- While the clock waits for the person nothing is due; the register kept the date from before and called such requests overdue.
UPDATE register SET due = NULL
WHERE closed_at IS NULL AND EXISTS (SELECT 1 FROM requests r WHERE r.id = register.request_id AND r.due IS NULL);
