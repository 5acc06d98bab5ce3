@NullMarked
package dev.souk.local.jobs;

import org.jspecify.annotations.NullMarked;
