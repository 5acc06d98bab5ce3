package dev.souk.notification;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.souk.common.messaging.Outbox;
import dev.souk.common.messaging.OutgoingMessage;
import dev.souk.test.Engines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.test.context.DynamicPropertyRegistrar;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the others say over Kafka, what user-service answers over HTTP, and what arrives in people's mailboxes. */
@TestConfiguration(proxyBeanMethods = false)
class OtherServices {

    static final Duration SOON = Duration.ofSeconds(60);

    private static final WireMockServer USER_SERVICE = new WireMockServer(
            WireMockConfiguration.options().dynamicPort());

    private final Outbox outbox;
    private final TransactionOperations transactions;
    private final RestClient http = RestClient.builder().requestFactory(new JdkClientHttpRequestFactory()).build();

    OtherServices(Outbox outbox, TransactionOperations transactions) {
        this.outbox = outbox;
        this.transactions = transactions;
    }

    @Bean
    static DynamicPropertyRegistrar userService() {
        USER_SERVICE.start();
        USER_SERVICE.stubFor(post("/internal/service-tokens")
                .willReturn(okJson("{\"accessToken\": \"a-service-token\", \"expiresIn\": 300}")));
        return properties -> properties.add("spring.cloud.discovery.client.simple.instances.user-service[0].uri",
                USER_SERVICE::baseUrl);
    }

    /** To requests with this service's own token. */
    void userServiceAnswers(MappingBuilder answer) {
        USER_SERVICE.stubFor(answer.withHeader("Authorization", equalTo("Bearer a-service-token")));
    }

    /** By the service's own outbox: to Kafka and back. */
    void say(String topic, String key, String type, Map<String, Object> data) {
        transactions.executeWithoutResult(transaction -> outbox
                .append(new OutgoingMessage(topic, key, type, "test/" + type + ".v1", data)));
    }

    /** All mails to the address, the oldest first. */
    List<JsonNode> mailsTo(String email) {
        return http.get().uri(Engines.mail().api() + "/api/user/" + email + "/messages")
                .exchangeForRequiredValue((request, answer) -> answer.getStatusCode().is2xxSuccessful()
                        ? JsonMapper.shared().readTree(answer.getBody()).valueStream().toList()
                        : List.<JsonNode>of());
    }
}
