package dev.souk.jobs.deadletters;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import com.github.f4b6a3.uuid.UuidCreator;

import dev.souk.common.messaging.DeadLetter;
import dev.souk.common.messaging.DeadLetterKeeper;
import dev.souk.common.messaging.Outbox;
import dev.souk.common.messaging.Replay;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Keeps the dead letters of all services, and has each replayed or discarded once. A decision and the replay that follows from
 * it are one transaction; repeating a decision changes nothing.
 */
@Service
public class DeadLetterDesk implements DeadLetterKeeper {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterDesk.class);

    private final DeadLetterTable table;
    private final DeadLetterProperties properties;
    private final Outbox outbox;
    private final Clock clock;

    private volatile Open open = new Open(0, 0, null);

    DeadLetterDesk(DeadLetterTable table, DeadLetterProperties properties, Outbox outbox, Clock clock,
            MeterRegistry meters) {
        this.table = table;
        this.properties = properties;
        this.outbox = outbox;
        this.clock = clock;
        Gauge.builder("souk.dead.letters.open", () -> open.letters())
                .description("Messages that were given up and nobody has decided about").register(meters);
        Gauge.builder("souk.dead.letters.age", () -> open.age(clock.instant()).toSeconds()).baseUnit("seconds")
                .description("Age of the oldest of them").register(meters);
    }

    /** What to show; null is any. */
    public record Filter(KeptLetter.@Nullable Status status, @Nullable String topic, @Nullable String consumer) {}

    /**
     * What nobody has decided about.
     *
     * @param forPeople of them, which the job does not replay
     * @param oldest null when there is none
     */
    record Open(int letters, int forPeople, @Nullable Instant oldest) {

        Duration age(Instant now) {
            return oldest == null ? Duration.ZERO : Duration.between(oldest, now);
        }
    }

    @Override
    @Transactional
    public void keep(List<DeadLetter> letters) {
        for (DeadLetter letter : letters) {
            table.insert(letter.position(), KeptLetter.of(UuidCreator.getTimeOrderedEpoch(), letter));
        }
    }

    /**
     * The youngest first.
     *
     * @param before the last letter of the page before
     */
    public List<KeptLetter> page(Filter filter, @Nullable UUID before, int limit) {
        return table.page(filter, before, limit);
    }

    /** @throws DeadLetterNotFound when there is none */
    public KeptLetter get(UUID id) {
        return table.find(id).orElseThrow(() -> new DeadLetterNotFound(id));
    }

    /**
     * Gives the message to its consumer again. When it fails again, that is a new letter.
     *
     * @throws DeadLetterNotFound when there is none
     * @throws DeadLetterNotReplayable when it is no message that a consumer could read, or too old
     * @throws DeadLetterDecided when it was discarded
     */
    @Transactional
    public KeptLetter replay(UUID id, String by, String reason) {
        KeptLetter letter = locked(id);
        if (isOpenFor(KeptLetter.Status.REPLAYED, letter)) {
            replay(letter, by, reason);
        }
        return get(id);
    }

    /**
     * Nothing will be done about the message; its letter stays readable.
     *
     * @throws DeadLetterNotFound when there is none
     * @throws DeadLetterDecided when it was replayed
     */
    @Transactional
    public KeptLetter discard(UUID id, String by, String reason) {
        KeptLetter letter = locked(id);
        if (isOpenFor(KeptLetter.Status.DISCARDED, letter)) {
            decide(letter, KeptLetter.Status.DISCARDED, by, reason);
        }
        return get(id);
    }

    /**
     * Replays letters whose cause has passed by itself, as far as the settings tell.
     *
     * @return how many
     */
    @Transactional
    int replayPassing(String by, int limit) {
        List<KeptLetter> letters = table.lockPassing(clock.instant(), limit);
        letters.forEach(letter -> replay(letter, by, "Its cause may have passed"));
        return letters.size();
    }

    /**
     * Forgets decisions that are older than the settings say. Of a letter and the replays that came of it, one a call: the
     * youngest.
     *
     * @return how many
     */
    int forgetDecided(int limit) {
        return table.deleteDecidedBefore(clock.instant().minus(properties.keepDecided()), limit);
    }

    Open open() {
        return table.open(clock.instant());
    }

    @Scheduled(initialDelay = 5, fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void measure() {
        try {
            open = open();
        } catch (DataAccessException away) { // what needs the database says so, and not every ten seconds
            log.debug("The dead letters cannot be counted now", away);
        }
    }

    private KeptLetter locked(UUID id) {
        return table.lock(id).orElseThrow(() -> new DeadLetterNotFound(id));
    }

    /** False when that was decided before, so that there is nothing to do. */
    private static boolean isOpenFor(KeptLetter.Status decision, KeptLetter letter) {
        if (letter.status() != KeptLetter.Status.OPEN && letter.status() != decision) {
            throw new DeadLetterDecided(letter);
        }
        return letter.status() == KeptLetter.Status.OPEN;
    }

    private void replay(KeptLetter letter, String by, String reason) {
        Replay replay = letter.replay();
        if (replay.time().isBefore(clock.instant().minus(properties.replayWithin()))) {
            throw DeadLetterNotReplayable.old(letter, properties.replayWithin());
        }
        outbox.append(replay);
        decide(letter, KeptLetter.Status.REPLAYED, by, reason);
    }

    private void decide(KeptLetter letter, KeptLetter.Status status, String by, String reason) {
        table.decide(letter.id(), status, new KeptLetter.Decision(by, reason, clock.instant()));
        log.info("Dead letter {} of {} was decided about: {}, by {}", letter.id(), letter.consumer(), status,
                by);
    }
}
