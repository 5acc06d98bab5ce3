package dev.souk.order.checkout;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes alarms that people have seen to long ago. Every instance does so; twice is as good as once. */
@Component
class AlarmHousekeeping {

    private static final Logger log = LoggerFactory.getLogger(AlarmHousekeeping.class);

    private final Alarms alarms;
    private final OrderProperties properties;
    private final Clock clock;

    AlarmHousekeeping(Alarms alarms, OrderProperties properties, Clock clock) {
        this.alarms = alarms;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void deleteOld() {
        int deleted = alarms.deleteAcknowledgedBefore(clock.instant().minus(properties.keepAlarms()));
        log.debug("Deleted {} acknowledged alarms", deleted);
    }
}
