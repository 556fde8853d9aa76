DROP TABLE task_links;
