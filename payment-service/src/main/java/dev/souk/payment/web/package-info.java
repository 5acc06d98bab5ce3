/** The HTTP edge. */
@NullMarked
package dev.souk.payment.web;

import org.jspecify.annotations.NullMarked;
