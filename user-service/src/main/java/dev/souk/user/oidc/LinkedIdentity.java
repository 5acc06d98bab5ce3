package dev.souk.user.oidc;

import java.time.Instant;

/** How a provider names the owner of an account here. */
public record LinkedIdentity(String issuer, String subject, Instant linkedAt) {}
