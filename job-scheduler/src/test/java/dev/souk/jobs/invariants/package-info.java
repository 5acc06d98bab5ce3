@NullMarked
package dev.souk.jobs.invariants;

import org.jspecify.annotations.NullMarked;
