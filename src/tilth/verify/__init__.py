"""The faults and probes behind `tilth verify`."""
