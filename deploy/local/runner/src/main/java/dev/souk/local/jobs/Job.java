package dev.souk.local.jobs;

/**
 * A job that is triggered again and again, on every live executor at once (sharding broadcast).
 *
 * @param id as the protocol wants one: unique, from 1
 * @param handler its name in the executor
 * @param executor the application that runs it
 */
record Job(int id, String handler, String executor, Schedule schedule) {}
