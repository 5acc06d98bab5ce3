/** The command {@code ./souk}: one class for each subcommand. */
@NullMarked
package dev.souk.local.cli;

import org.jspecify.annotations.NullMarked;
