/** Tokens for the tests of the services; published as the {@code test-jar} of common-web. */
@NullMarked
package dev.souk.common.web.test;

import org.jspecify.annotations.NullMarked;
