/**
 * A small stand-in for the XXL-JOB admin, which no registry offers: takes the registrations of executors, triggers jobs on
 * them by the admin's own protocol, and hears how they ended.
 */
@NullMarked
package dev.souk.local.jobs;

import org.jspecify.annotations.NullMarked;
