/** Requests that hold only while something is as the client knows it (RFC 9110, 13). */
@NullMarked
package dev.souk.common.web.conditions;

import org.jspecify.annotations.NullMarked;
