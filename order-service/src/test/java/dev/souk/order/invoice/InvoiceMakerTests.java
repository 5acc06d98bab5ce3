package dev.souk.order.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.souk.common.storage.ObjectStore;
import dev.souk.order.checkout.OrderFixtures;
import dev.souk.order.checkout.OrderId;
import dev.souk.order.checkout.OrderService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class InvoiceMakerTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private boolean away;
    private final S3Client storage = mock(S3Client.class, _ -> {
        if (away) {
            throw SdkClientException.create("no route to it");
        }
        return null;
    });
    private final OrderService orders = mock(OrderService.class);
    private final InvoiceDocument document = mock(InvoiceDocument.class);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Rush invoices = new Rush(25);
    private final InvoiceMaker maker = new InvoiceMaker(invoices, orders, document,
            new ObjectStore(storage, mock(S3Presigner.class), "invoices"),
            new InvoiceProperties(List.of("Souk"), Duration.ofMinutes(5), Duration.ofSeconds(30),
                    Duration.ofSeconds(1)),
            meters, Clock.fixed(NOW, ZoneOffset.UTC));

    InvoiceMakerTests() {
        given(orders.read(anyList()))
                .willReturn(List.of(OrderFixtures.place(OrderFixtures.draft(OrderFixtures.VISA))));
        given(document.of(any(), any(), any())).willReturn(new byte[]{1});
    }

    @Test
    void aRushOfInvoicesIsMadeAtOnce() {
        maker.makeAll();

        assertThat(invoices.waiting).isEmpty();
        assertThat(age()).isZero();
    }

    @Test
    void whileTheStorageIsAwayOnlySomeAreTriedAndTheirAgeIsSeen() {
        away = true;

        maker.makeAll();

        assertThat(invoices.waiting).hasSize(25);
        assertThat(invoices.leased).isEqualTo(10);
        assertThat(invoices.failures).isZero();
        assertThat(age()).isEqualTo(60);
    }

    private double age() {
        return meters.get("souk.invoices.age").gauge().value();
    }

    /** So many orders that were paid a minute ago. */
    private static final class Rush extends Invoices {

        private final List<Due> waiting = new ArrayList<>();
        private int leased;
        private int failures;

        Rush(int orders) {
            super(mock(JdbcClient.class));
            IntStream.rangeClosed(1, orders).forEach(number -> waiting.add(new Due(new Numbered(
                    new OrderId(UUID.randomUUID()), new InvoiceNumber(2026, number), NOW), "Ada")));
        }

        @Override
        void number(int limit, Instant now) {
        }

        @Override
        List<Due> lease(int limit, Duration lease) {
            List<Due> due = waiting.stream().limit(limit).toList();
            leased += due.size();
            return due;
        }

        @Override
        void stored(OrderId order, Instant now) {
            waiting.removeIf(due -> due.invoice().order().equals(order));
        }

        @Override
        int countFailure(OrderId order) {
            return ++failures;
        }

        @Override
        Duration longestWait() {
            return waiting.isEmpty() ? Duration.ZERO : Duration.ofMinutes(1);
        }
    }
}
