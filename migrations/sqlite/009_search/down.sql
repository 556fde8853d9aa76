DROP TABLE case_words;
