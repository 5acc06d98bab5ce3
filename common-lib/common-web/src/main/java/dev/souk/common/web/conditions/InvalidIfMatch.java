package dev.souk.common.web.conditions;

/** The header {@code If-Match} is not what RFC 9110 says. */
final class InvalidIfMatch extends RuntimeException {
}
