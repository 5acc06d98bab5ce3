/** For the tests of every service. */
@NullMarked
package dev.souk.common.service.test;

import org.jspecify.annotations.NullMarked;
