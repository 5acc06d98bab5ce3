package dev.souk.common.messaging;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Starts the listeners in the background, so that the application starts without Kafka, and stops them before anything
 * else, after the message that each has in hand.
 */
final class SubscriptionContainers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SubscriptionContainers.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Topics topics;
    private final List<Subscription> subscriptions;
    private final List<? extends MessageListenerContainer> containers;

    private volatile CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean running;
    private @Nullable Thread starter;

    /** @throws IllegalStateException when two subscriptions have the same consumer and topic */
    SubscriptionContainers(Topics topics, List<Subscription> subscriptions, List<DeadLetterKeeper> keepers,
            ContainerFactory factory) {
        this.topics = topics;
        this.subscriptions = distinct(subscriptions);
        this.containers = Stream.concat(subscriptions.stream().map(factory::of), keepers.stream().map(factory::of))
                .toList();
    }

    private static List<Subscription> distinct(List<Subscription> subscriptions) {
        Set<String> names = new HashSet<>();
        for (Subscription subscription : subscriptions) {
            if (!names.add(subscription.toString())) {
                throw new IllegalStateException("Two subscriptions are " + subscription
                        + ": they would share the messages; make one subscription with all handlers");
            }
        }
        return subscriptions;
    }

    @Override
    public synchronized void start() {
        stop = new CountDownLatch(1);
        running = true;
        starter = Thread.ofVirtual().name("subscriptions-start").start(this::startContainers);
    }

    private void startContainers() {
        try {
            boolean stopped = false;
            while (!stopped && !started()) {
                stopped = stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean started() {
        try {
            subscriptions.forEach(subscription -> topics.ensure(subscription.topic()));
            containers.forEach(MessageListenerContainer::start);
            return true;
        } catch (RuntimeException e) {
            log.warn("Kafka does not answer; the listeners start when it does: {}", e.getMessage());
            return false;
        }
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public synchronized void stop(Runnable callback) {
        stop.countDown();
        try {
            if (starter != null) {
                starter.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        AtomicInteger open = new AtomicInteger(containers.size());
        Runnable stopped = () -> {
            if (open.decrementAndGet() <= 0) {
                running = false;
                callback.run();
            }
        };
        if (containers.isEmpty()) {
            stopped.run();
        }
        containers.forEach(container -> container.stop(stopped));
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
