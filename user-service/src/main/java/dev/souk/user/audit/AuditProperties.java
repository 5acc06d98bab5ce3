package dev.souk.user.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param retention how long security events are kept; the database lets none be deleted before 90 days */
@ConfigurationProperties("souk.audit")
record AuditProperties(@DefaultValue("400d") Duration retention) {

    private static final Duration SHORTEST = Duration.ofDays(91);

    AuditProperties {
        if (retention.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("souk.audit.retention must be 91d or more");
        }
    }
}
