@NullMarked
package dev.souk.saboteur;

import org.jspecify.annotations.NullMarked;
