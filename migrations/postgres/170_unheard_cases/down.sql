DROP TABLE unheard_cases;
