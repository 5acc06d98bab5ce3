package dev.souk.system;

/** Who calls an operation, seen from the resource that it names. */
enum Caller {
    OWNER,
    STRANGER,
    ANONYMOUS,
    OPERATOR,
    ADMIN
}
