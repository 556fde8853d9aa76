-- Whether a file that a person gave is a proof of identity, as a colleague said: such files are destroyed soon after the check.
-- NULL: nobody has said; what came while the check went on counts as sent for it.
ALTER TABLE uploads ADD COLUMN proof BOOLEAN;
