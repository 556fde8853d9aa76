DROP TABLE erased_traces;
