@NullMarked
package dev.souk.local.cli;

import org.jspecify.annotations.NullMarked;
