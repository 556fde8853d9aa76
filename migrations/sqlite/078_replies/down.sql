DROP TABLE reply_texts;
DROP TABLE reply_drafts;
