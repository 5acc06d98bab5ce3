/** HTTP: what operators ask of the whole platform, such as their dead letters. */
@NullMarked
package dev.souk.jobs.web;

import org.jspecify.annotations.NullMarked;
