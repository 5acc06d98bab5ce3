package dev.souk.order.pricing;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The rules that hold at this moment. An operator changes them in Nacos; rules with a fault are refused as a whole and the
 * former ones stay. At the start there are no former ones, and the service does not start with a fault.
 */
@Component
class LivePriceRules {

    private static final Logger log = LoggerFactory.getLogger(LivePriceRules.class);
    private static final String PREFIX = "souk.pricing";

    private final Environment environment;
    private volatile PriceRules current;

    LivePriceRules(Environment environment) {
        this.environment = environment;
        this.current = read();
    }

    PriceRules current() {
        return current;
    }

    @EventListener
    void changed(EnvironmentChangeEvent change) {
        if (change.getKeys().stream().noneMatch(key -> key.startsWith(PREFIX))) {
            return;
        }
        try {
            current = read();
            log.info("From now on prices are computed by {}", current);
        } catch (BindException fault) {
            log.error("The changed rules of {} are not used, because they have a fault; correct them", PREFIX, fault);
        }
    }

    private PriceRules read() {
        return Binder.get(environment).bindOrCreate(PREFIX, PriceRules.class);
    }
}
