package dev.souk.jobs.web;

import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.souk.common.web.paging.Cursor;
import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.paging.PageSize;
import dev.souk.common.web.security.Caller;
import dev.souk.common.web.validation.OneLine;
import dev.souk.jobs.deadletters.DeadLetterDesk;
import dev.souk.jobs.deadletters.KeptLetter;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What consumers gave up. A decision may be repeated: the first one stands, with who made it. */
@RestController
@RequestMapping("/api/v1/ops/dead-letters")
@PreAuthorize("hasRole('OPERATOR')")
class DeadLetterController {

    private final DeadLetterDesk desk;

    DeadLetterController(DeadLetterDesk desk) {
        this.desk = desk;
    }

    /** @param by id of the operator, or name of the job */
    record DecisionResponse(String by, String reason, Instant at) {

        static @Nullable DecisionResponse of(KeptLetter.@Nullable Decision decision) {
            return decision == null ? null : new DecisionResponse(decision.by(), decision.reason(), decision.at());
        }
    }

    /**
     * @param topic without prefix
     * @param consumer that gave the message up
     * @param messageId the same in every repetition of the message
     * @param time when the fact was stored by its producer
     * @param exception class of the failure
     * @param replays how often the message was replayed before it failed this time
     * @param replayOf the letter whose replay failed and is this one
     * @param replayedAs the letter that came of the replay of this one
     * @param payload as it was sent; when it is no text, payloadBase64 instead. Neither is in a list, nor is the stack trace
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LetterResponse(UUID id, KeptLetter.Status status, boolean replayable, @Nullable String topic,
            @Nullable String consumer, @Nullable UUID messageId, @Nullable String key, @Nullable String type,
            @Nullable String source, @Nullable Instant time, Instant failedAt, @Nullable String exception,
            @Nullable String cause, @Nullable String message, int replays, @Nullable UUID replayOf,
            @Nullable UUID replayedAs, @Nullable DecisionResponse decision, @Nullable String payload,
            @Nullable String payloadBase64, @Nullable String dataSchema, @Nullable String stackTrace) {

        static LetterResponse inList(KeptLetter letter) {
            return of(letter, null, null, null, null);
        }

        static LetterResponse inFull(KeptLetter letter) {
            KeptLetter.Message message = letter.message();
            String text = message.text().orElse(null);
            return of(letter, text, text == null ? Base64.getEncoder().encodeToString(message.payload()) : null,
                    message.dataSchema(), letter.failure().stackTrace());
        }

        private static LetterResponse of(KeptLetter letter, @Nullable String payload, @Nullable String payloadBase64,
                @Nullable String dataSchema, @Nullable String stackTrace) {
            KeptLetter.Message message = letter.message();
            KeptLetter.Failure failure = letter.failure();
            return new LetterResponse(letter.id(), letter.status(), letter.isReplayable(), letter.topic(),
                    letter.consumer(), letter.messageId(), message.key(), message.type(), message.source(),
                    message.time(), failure.at(), failure.exception(), failure.cause(), failure.message(),
                    letter.replays(), letter.replayOf(), letter.replayedAs(), DecisionResponse.of(letter.decision()),
                    payload, payloadBase64, dataSchema, stackTrace);
        }
    }

    /** @param reason for whoever asks later */
    record DecisionRequest(@NotBlank @Size(max = 500) @OneLine String reason) {}

    @GetMapping
    @Operation(summary = "The messages that consumers gave up", description = "The youngest first. Without payloads: read the single letter for that.")
    CursorPage<LetterResponse> list(
            @Parameter(description = "Only those") @RequestParam(required = false) KeptLetter.@Nullable Status status,
            @Parameter(description = "Only of this topic, without prefix") @RequestParam(required = false) @Nullable String topic,
            @Parameter(description = "Only what this consumer gave up") @RequestParam(required = false) @Nullable String consumer,
            @Nullable Cursor cursor, PageSize size) {
        var filter = new DeadLetterDesk.Filter(status, topic, consumer);
        UUID before = cursor == null ? null : cursor.uuid(0);
        return CursorPage.of(desk.page(filter, before, size.plusOne()), size, last -> Cursor.of(last.id()))
                .map(LetterResponse::inList);
    }

    @GetMapping("/{id}")
    @Operation(summary = "A message that a consumer gave up, with its payload and the cause")
    LetterResponse show(@PathVariable UUID id) {
        return LetterResponse.inFull(desk.get(id));
    }

    @PostMapping("/{id}/replay")
    @Operation(summary = "Give a message to its consumer again", description = "To that consumer only, and once: repeating this changes nothing. When it fails again, replayedAs names the new letter.")
    LetterResponse replay(@PathVariable UUID id, @RequestBody @Valid DecisionRequest request, Caller caller) {
        return LetterResponse.inFull(desk.replay(id, caller.userId().toString(), request.reason()));
    }

    @PostMapping("/{id}/discard")
    @Operation(summary = "Decide that nothing is done about a message", description = "It stays readable. Repeating this changes nothing.")
    LetterResponse discard(@PathVariable UUID id, @RequestBody @Valid DecisionRequest request, Caller caller) {
        return LetterResponse.inFull(desk.discard(id, caller.userId().toString(), request.reason()));
    }
}
