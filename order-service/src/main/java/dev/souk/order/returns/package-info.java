/** What shoppers send back: asked for, decided, received, and paid back (ADR 17). */
@NullMarked
package dev.souk.order.returns;

import org.jspecify.annotations.NullMarked;
