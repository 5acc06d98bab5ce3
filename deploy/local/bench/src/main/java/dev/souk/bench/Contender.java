package dev.souk.bench;

/** A proxy whose cost is measured. */
record Contender(String name, long pid, int port) {}
