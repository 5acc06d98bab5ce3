/** A small service that shows what common-web does for a real one. */
@NullMarked
package dev.souk.common.web.example;

import org.jspecify.annotations.NullMarked;
