DROP INDEX mails_by_message_id;
DROP TABLE incoming;
