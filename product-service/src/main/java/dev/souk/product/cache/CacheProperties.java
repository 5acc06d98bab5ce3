package dev.souk.product.cache;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What is spent on keeping answers, under {@code souk.product.cache}.
 *
 * @param products of the heap, for answers to who reads a product
 * @param searches of the heap, for answers to who has searched within the last half second
 * @param redisPatience how long Redis is waited for before PostgreSQL is asked
 */
@ConfigurationProperties("souk.product.cache")
record CacheProperties(@DefaultValue("16MB") DataSize products, @DefaultValue("4MB") DataSize searches,
        @DefaultValue("50ms") Duration redisPatience) {}
