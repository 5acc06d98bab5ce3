/** Whether stock, money and orders add up over all services: what operators of the whole platform ask for. */
@NullMarked
package dev.souk.jobs.invariants;

import org.jspecify.annotations.NullMarked;
