DROP TABLE recipient_notices;
