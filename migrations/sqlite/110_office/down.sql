DROP TABLE setup_changes;
DROP TABLE absences;
DROP TABLE case_teams;
DROP TABLE team_members;
DROP TABLE teams;
