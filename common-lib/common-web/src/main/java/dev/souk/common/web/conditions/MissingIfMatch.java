package dev.souk.common.web.conditions;

/** A change does not say of which version it was made. */
final class MissingIfMatch extends RuntimeException {
}
