-- How far a job is that takes long, as JSON in counts; nothing before it begins.
ALTER TABLE jobs ADD COLUMN progress TEXT;
