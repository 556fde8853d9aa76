-- Teams, who is in them, and the cases that were given to them.
CREATE TABLE teams (
  id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL UNIQUE,
  active BOOLEAN NOT NULL
);

CREATE TABLE team_members (
  team_id BYTEA NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
  staff_id BYTEA NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  PRIMARY KEY (team_id, staff_id)
);
CREATE INDEX team_members_by_staff ON team_members (staff_id, team_id);

CREATE TABLE case_teams (
  case_id BYTEA NOT NULL PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE,
  team_id BYTEA NOT NULL REFERENCES teams (id)
);
CREATE INDEX case_teams_by_team ON case_teams (team_id, case_id);

-- Days on which somebody is away, both included, and who stands in.
CREATE TABLE absences (
  id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  staff_id BYTEA NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  first_day DATE NOT NULL,
  last_day DATE NOT NULL,
  deputy BYTEA REFERENCES staff (id)
);

-- What was changed in the set-up, by whom and when. Lines are added and never altered.
CREATE TABLE setup_changes (
  id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  area TEXT NOT NULL,
  subject TEXT NOT NULL,
  name TEXT NOT NULL,
  changes TEXT NOT NULL,
  made_by BYTEA REFERENCES staff (id),
  made_at BIGINT NOT NULL
);
CREATE INDEX setup_changes_by_time ON setup_changes (made_at, id);
CREATE INDEX setup_changes_of_subject ON setup_changes (subject, made_at);
