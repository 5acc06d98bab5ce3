package dev.souk.jobs.deadletters;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code souk.dead-letters}: which letters the job {@code replayDeadLetters} replays by itself.
 *
 * @param passingCauses how the class name of a failure, or of its cause, begins that passes by itself. Consumers repeat a message
 *     for ever while the database or the network is away; these are what they take for a failure of the message
 * @param mostReplays of one message by the job; then it waits for a person
 * @param firstPause between the failure and its replay; doubled for each further one
 */
@ConfigurationProperties("souk.dead-letters")
record DeadLetterProperties(
        @DefaultValue( {"dev.souk.common.web.client.DependencyUnavailable", "feign.RetryableException",
                "feign.FeignException$ServiceUnavailable", "feign.FeignException$BadGateway",
                "feign.FeignException$GatewayTimeout", "feign.FeignException$TooManyRequests", "org.redisson.client.",
                "software.amazon.awssdk.core.exception.SdkClientException"}) List<String> passingCauses,
        @DefaultValue("5") int mostReplays,
        @DefaultValue("1m") Duration firstPause){}
