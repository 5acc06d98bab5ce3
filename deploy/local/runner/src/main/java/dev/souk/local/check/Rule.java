package dev.souk.local.check;

import java.util.function.Function;

/**
 * Something that must hold whenever the platform is at rest.
 *
 * @param name for machines
 * @param says for people: one sentence
 */
record Rule(String name, String says, Function<ServiceDatabases, Finding> look) {}
