package dev.souk.order.web;

import org.jspecify.annotations.Nullable;

import jakarta.validation.constraints.Size;

/** @param reason in the person's own words */
record CancelOrderRequest(@Nullable @Size(max = 500) String reason) {}
