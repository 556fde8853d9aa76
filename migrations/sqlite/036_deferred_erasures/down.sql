DROP TABLE deferred_erasures;
