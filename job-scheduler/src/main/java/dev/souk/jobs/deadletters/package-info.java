/** The messages that consumers gave up, and what was decided about each. */
@NullMarked
package dev.souk.jobs.deadletters;

import org.jspecify.annotations.NullMarked;
