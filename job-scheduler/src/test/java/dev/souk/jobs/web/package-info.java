@NullMarked
package dev.souk.jobs.web;

import org.jspecify.annotations.NullMarked;
