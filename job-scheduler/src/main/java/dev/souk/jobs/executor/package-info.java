/** The XXL-JOB executor in which the jobs run. */
@NullMarked
package dev.souk.jobs.executor;

import org.jspecify.annotations.NullMarked;
