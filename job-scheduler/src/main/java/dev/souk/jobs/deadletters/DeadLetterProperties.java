package dev.souk.jobs.deadletters;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code souk.dead-letters}.
 *
 * @param passingCauses of letters that the job {@code replayDeadLetters} replays by itself: how the class name of a failure, or of its cause, begins that passes by itself. Consumers repeat a message
 *     for ever while the database or the network is away; these are what they take for a failure of the message
 * @param mostReplays of one message by the job; then it waits for a person
 * @param firstPause between the failure and its replay; doubled for each further one
 * @param replayWithin how old a message may be to be replayed; less than {@code souk.messaging.listener.keep-inbox} of every
 *     consumer, for which a message that it has forgotten is a new one
 * @param keepDecided how long a letter stays readable after its decision; the database keeps it for 30 days at least
 */
@ConfigurationProperties("souk.dead-letters")
record DeadLetterProperties(
        @DefaultValue( {"dev.souk.common.web.client.DependencyUnavailable", "feign.RetryableException",
                "feign.FeignException$ServiceUnavailable", "feign.FeignException$BadGateway",
                "feign.FeignException$GatewayTimeout", "feign.FeignException$TooManyRequests", "org.redisson.client.",
                "software.amazon.awssdk.core.exception.SdkClientException"}) List<String> passingCauses,
        @DefaultValue("5") int mostReplays,
        @DefaultValue("1m") Duration firstPause,
        @DefaultValue("29d") Duration replayWithin,
        @DefaultValue("90d") Duration keepDecided){}
