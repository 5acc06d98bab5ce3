/** The HTTP edge: requests, answers, and which refusal is which status. */
@NullMarked
package dev.souk.order.web;

import org.jspecify.annotations.NullMarked;
