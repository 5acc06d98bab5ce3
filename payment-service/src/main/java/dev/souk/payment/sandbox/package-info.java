/**
 * A payment provider for development, as if it were another company: it decides by test token and keeps books of its own, which
 * it reaches through connections of its own. The service talks to it over HTTP only; neither knows a class of the other's.
 */
@NullMarked
package dev.souk.payment.sandbox;

import org.jspecify.annotations.NullMarked;
