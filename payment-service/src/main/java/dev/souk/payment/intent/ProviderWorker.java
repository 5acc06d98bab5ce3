package dev.souk.payment.intent;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

import dev.souk.payment.provider.PaymentProvider;
import dev.souk.payment.provider.ProviderMisconfigured;
import dev.souk.payment.provider.ProviderUnavailable;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Makes the calls that were written down, outside of any database transaction. Woken by the commit that wrote them; looks by
 * itself for retries and for what a dead instance left. A crash at any point leads to the same call with the same key again,
 * so the provider does the work once.
 */
@Component
class ProviderWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ProviderWorker.class);

    private final CallBook calls;
    private final AnswerStore answers;
    private final PaymentProvider provider;
    private final PaymentProperties.Worker properties;
    private final MeterRegistry meters;
    private final Semaphore slots;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread thread;

    ProviderWorker(CallBook calls, PaymentService payments, PaymentProvider provider, PaymentProperties properties,
            MeterRegistry meters) {
        this.calls = calls;
        this.answers = new AnswerStore(payments::answered);
        this.provider = provider;
        this.properties = properties.worker();
        this.meters = meters;
        this.slots = new Semaphore(properties.worker().concurrency());
    }

    @TransactionalEventListener
    void wakeUp(CallsWritten written) {
        wakeUp();
    }

    private void wakeUp() {
        wakeUps.release();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("provider-worker").start(this::work);
    }

    private void work() {
        while (running) {
            try {
                if (makeDueCalls() == 0) {
                    pause();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void pause() throws InterruptedException {
        if (wakeUps.tryAcquire(properties.pollInterval().toMillis(), TimeUnit.MILLISECONDS)) {
            wakeUps.drainPermits();
        }
    }

    /** @return how many calls were begun */
    private int makeDueCalls() throws InterruptedException {
        slots.acquire();
        int free = 1 + slots.drainPermits();
        var due = lease(free);
        due.forEach(call -> Thread.ofVirtual().name("provider-call").start(() -> makeAndFreeSlot(call)));
        slots.release(free - due.size());
        return due.size();
    }

    private List<CallBook.Due> lease(int limit) {
        try {
            return calls.lease(provider.provider(), limit, properties.lease());
        } catch (RuntimeException failure) {
            // whatever it is, a worker that ends would leave every payment where it is
            log.warn("Cannot look for provider calls, will try again: {}", failure.getMessage());
            return List.of();
        }
    }

    private void makeAndFreeSlot(CallBook.Due due) {
        try {
            make(due);
        } catch (RuntimeException failure) {
            // the lease runs out, and the call is made again with the same key
            log.error("Call {} failed, will be made again", due.call().idempotencyKey(), failure);
            count(due.call(), "Failed");
        } finally {
            slots.release();
        }
    }

    /** Makes one call and records its answer; without an answer it is made again later, for as long as it takes. */
    void make(CallBook.Due due) {
        var call = due.call();
        try {
            var answer = call.makeTo(provider);
            answers.store(new PaymentService.Answered(call, answer));
            count(call, answer.getClass().getSimpleName());
        } catch (ProviderUnavailable unavailable) {
            var pause = properties.pauseAfter(due.asked());
            log.warn("No answer to {} (asked {} times), asking again in {}: {}", call.idempotencyKey(), due.asked(),
                    pause,
                    unavailable.getMessage());
            calls.askAgain(call, pause);
            count(call, "Unavailable");
        } catch (ProviderMisconfigured misconfigured) {
            log.error("The provider does not take {}, asking again in {} when you have mended it: {}",
                    call.idempotencyKey(), properties.longestRetry(), misconfigured.getMessage());
            calls.askAgain(call, properties.longestRetry());
            count(call, "Misconfigured");
        }
    }

    private void count(ProviderCall call, String outcome) {
        meters.counter("souk.payments.provider.calls", "step", call.step().name(), "outcome", outcome).increment();
    }

    /** Calls under way end first: a graceful stop leaves nothing that would have to be asked twice. */
    @Override
    public void stop() {
        running = false;
        try {
            if (thread != null) {
                wakeUp();
                thread.join();
            }
            if (slots.tryAcquire(properties.concurrency(), properties.lease().toMillis(), TimeUnit.MILLISECONDS)) {
                slots.release(properties.concurrency());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
