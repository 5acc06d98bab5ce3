package dev.souk.user.mail;

import dev.souk.user.account.EmailAddress;
import dev.souk.user.link.LinkToken;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a mail has to say, and to whom.
 *
 * @param token for its link; null when it needs none
 * @param validUntil how long the link works
 */
public record Letter(MailKind kind, EmailAddress to, String displayName, @Nullable LinkToken token,
        @Nullable Instant validUntil) {}
