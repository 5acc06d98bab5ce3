package dev.souk.user.mail;

import java.time.Instant;
import java.util.UUID;

/** Somebody is to be written to, announced in the transaction that wants it. To whom and what is asked for by the id. */
public record MailRequested(UUID requestId, Instant requestedAt) {}
