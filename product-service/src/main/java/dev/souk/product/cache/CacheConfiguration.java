package dev.souk.product.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CacheConfiguration {

    /** Measures how long something takes; no clock that is set jumps with it. */
    @Bean
    Ticker ticker() {
        return Ticker.systemTicker();
    }
}
