/** What the tests of every service share: the engines, and the rules of the architecture. */
@NullMarked
package dev.souk.test;

import org.jspecify.annotations.NullMarked;
