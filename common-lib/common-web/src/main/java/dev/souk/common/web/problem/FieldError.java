package dev.souk.common.web.problem;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer JSON pointer (RFC 6901) into the body, or the name of the header or parameter
 */
record FieldError(String pointer, String detail) {}
