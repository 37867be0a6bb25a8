"""Rules about the rhythm of the work: what comes back every year, and whether teams bear it."""
