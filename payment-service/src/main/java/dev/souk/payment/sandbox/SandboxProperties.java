package dev.souk.payment.sandbox;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param deadline how long we wait for an answer
 * @param slowAnswer how long the sandbox takes for {@code tok_timeout}; longer than the deadline
 */
@ConfigurationProperties("souk.payments.sandbox")
record SandboxProperties(@DefaultValue("2s") Duration deadline, @DefaultValue("3s") Duration slowAnswer) {}
