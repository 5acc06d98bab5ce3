package dev.souk.gateway.settings;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.alibaba.cloud.nacos.NacosConfigManager;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.config.listener.Listener;
import com.alibaba.nacos.api.exception.NacosException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Follows documents in Nacos, in the group {@code DEFAULT_GROUP}. Whoever follows one takes a publication as a whole or throws
 * {@link InvalidDocument}; then the last good one stays in force, the fault is logged and counted in
 * {@code souk.edge.documents.refused}, and the gauge {@code souk.edge.documents.outdated} is 1 until a good one arrives.
 */
@Component
public final class Documents {

    private static final Logger log = LoggerFactory.getLogger(Documents.class);
    private static final String GROUP = "DEFAULT_GROUP";
    private static final long FIRST_ANSWER_TIMEOUT_MS = 2_000;

    private final @Nullable ConfigService nacos;
    private final MeterRegistry meters;

    Documents(ObjectProvider<NacosConfigManager> nacos, MeterRegistry meters) {
        this.nacos = nacos.stream().map(NacosConfigManager::getConfigService).findFirst().orElse(null);
        this.meters = meters;
    }

    /**
     * Takes what is published now, waiting for it two seconds at most, and then each change within moments.
     *
     * @param take called by one thread at a time
     */
    public void follow(String dataId, Consumer<String> take) {
        if (nacos == null) {
            return;
        }
        Follower follower = new Follower(dataId, take, meters);
        try {
            String published = nacos.getConfig(dataId, GROUP, FIRST_ANSWER_TIMEOUT_MS);
            if (published != null) {
                follower.receiveConfigInfo(published);
            }
        } catch (NacosException unreachable) {
            log.warn("{} is taken from the program until Nacos answers: {}", dataId, unreachable.getErrMsg());
        }
        try {
            nacos.addListener(dataId, GROUP, follower);
        } catch (NacosException impossible) {
            throw new IllegalStateException("Cannot follow " + dataId, impossible);
        }
    }

    private static final class Follower implements Listener {

        private final String dataId;
        private final Consumer<String> take;
        private final Counter refused;
        private final AtomicInteger outdated = new AtomicInteger();
        private @Nullable String inForce;

        Follower(String dataId, Consumer<String> take, MeterRegistry meters) {
            this.dataId = dataId;
            this.take = take;
            this.refused = Counter.builder("souk.edge.documents.refused").tag("document", dataId)
                    .description("Publications that were not taken, because something in them is wrong")
                    .register(meters);
            Gauge.builder("souk.edge.documents.outdated", outdated, AtomicInteger::get).tag("document", dataId)
                    .description("1 while another publication is in force than the last one").register(meters);
        }

        @Override
        public @Nullable Executor getExecutor() {
            return null;
        }

        @Override
        public synchronized void receiveConfigInfo(@Nullable String published) {
            if (published != null && published.equals(inForce)) {
                outdated.set(0);
                return;
            }
            try {
                take.accept(present(published));
                inForce = published;
                outdated.set(0);
                log.info("{} is in force as published", dataId);
            } catch (InvalidDocument invalid) {
                outdated.set(1);
                refused.increment();
                log.error("{} is refused, the last good one stays in force: {}", dataId, invalid.getMessage());
            }
        }

        private static String present(@Nullable String published) {
            if (published == null || published.isBlank()) {
                throw new InvalidDocument("it is empty or was removed");
            }
            return published;
        }
    }
}
