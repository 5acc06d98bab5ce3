package dev.souk.user.session;

/** Some sessions ended in this transaction: the edge has to know. */
record SessionsEnded() {}
