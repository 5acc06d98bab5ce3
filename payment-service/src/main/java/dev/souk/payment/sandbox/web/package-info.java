/** The sandbox's edge: the calls that it takes, the webhooks that it sends. */
@NullMarked
package dev.souk.payment.sandbox.web;

import org.jspecify.annotations.NullMarked;
