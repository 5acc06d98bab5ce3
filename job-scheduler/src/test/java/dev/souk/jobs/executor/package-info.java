@NullMarked
package dev.souk.jobs.executor;

import org.jspecify.annotations.NullMarked;
