package dev.souk.user.web;

import dev.souk.user.link.LinkToken;
import dev.souk.user.mail.Letter;
import dev.souk.user.mail.MailKind;
import dev.souk.user.mail.MailService;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What to write to whom, for the one service that sends mails: the answer holds secrets of shoppers. */
@RestController
@PreAuthorize("authentication.name == 'notification-service'")
class LetterController {

    private final MailService mails;

    LetterController(MailService mails) {
        this.mails = mails;
    }

    /** Makes a new link each time, therefore POST. */
    @PostMapping("/internal/mail-requests/{id}/letter")
    ResponseEntity<LetterResponse> letter(@PathVariable UUID id) {
        Letter letter = mails.letter(id).orElseThrow(NothingToSend::new);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(LetterResponse.of(letter));
    }

    /** @param token for {@code /auth/verify-email} or {@code /auth/password-reset/confirm} */
    record LetterResponse(MailKind kind, String email, String displayName, @Nullable String token,
            @Nullable Instant validUntil) {

        static LetterResponse of(Letter letter) {
            LinkToken token = letter.token();
            return new LetterResponse(letter.kind(), letter.to().value(), letter.displayName(),
                    token == null ? null : token.value(), letter.validUntil());
        }
    }

    /** Nobody is to be written to, for whatever reason. */
    static final class NothingToSend extends RuntimeException {
    }
}
