package dev.souk.payment.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.souk.common.money.Money;
import dev.souk.payment.provider.PaymentProvider;
import dev.souk.payment.provider.ProviderAnswer;
import dev.souk.payment.provider.ProviderStatements;
import dev.souk.payment.provider.ProviderUnavailable;
import dev.souk.payment.provider.StatementLine;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The sandbox over HTTP. */
public final class SandboxProvider implements PaymentProvider, ProviderStatements, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI address;
    private final Duration deadline;
    private final HttpClient http;

    /** @param deadline by which the whole answer must be here */
    public SandboxProvider(URI address, Duration deadline) {
        this.address = address;
        this.deadline = deadline;
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(deadline).build();
    }

    private record Authorise(String token, long amount, String currency) {}

    private record Move(String authorisation, long amount, String currency) {}

    private record Release(String authorisation) {}

    private record Answer(@Nullable String reference, @Nullable String reason) {}

    @Override
    public ProviderAnswer authorise(String idempotencyKey, String token, Money amount) {
        return ask("/v1/authorise", idempotencyKey,
                new Authorise(token, amount.amount(), amount.currency().getCurrencyCode()));
    }

    @Override
    public ProviderAnswer capture(String idempotencyKey, String authorisation, Money amount) {
        return ask("/v1/capture", idempotencyKey, move(authorisation, amount));
    }

    @Override
    public ProviderAnswer voidAuthorisation(String idempotencyKey, String authorisation) {
        return ask("/v1/void", idempotencyKey, new Release(authorisation));
    }

    @Override
    public ProviderAnswer refund(String idempotencyKey, String authorisation, Money amount) {
        return ask("/v1/refund", idempotencyKey, move(authorisation, amount));
    }

    private static Move move(String authorisation, Money amount) {
        return new Move(authorisation, amount.amount(), amount.currency().getCurrencyCode());
    }

    private ProviderAnswer ask(String path, String idempotencyKey, Object request) {
        var response = send(HttpRequest.newBuilder(address.resolve(path)).header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request))).build());
        return switch (response.statusCode()) {
            case 200 -> new ProviderAnswer.Approved(Objects.requireNonNull(read(response, Answer.class).reference()));
            case 402 -> new ProviderAnswer.Refused(Objects.requireNonNull(read(response, Answer.class).reason()));
            default -> throw failed(response);
        };
    }

    @Override
    public String provider() {
        return SandboxWebhooks.PROVIDER;
    }

    private record Line(String reference, String kind, long amount, String currency, Instant movedAt) {

        StatementLine line() {
            return new StatementLine(reference, Money.of(kind.equals("REFUND") ? -amount : amount, currency), movedAt);
        }
    }

    private record Statement(List<Line> lines, boolean more) {}

    @Override
    public void read(LocalDate day, Consumer<List<StatementLine>> page) {
        String after = "";
        boolean more = true;
        while (more) {
            var response = send(HttpRequest
                    .newBuilder(address.resolve("/v1/statement?day=" + day + "&after=" + after)).build());
            if (response.statusCode() != 200) {
                throw failed(response);
            }
            var statement = read(response, Statement.class);
            page.accept(statement.lines().stream().map(Line::line).toList());
            more = statement.more();
            after = more ? statement.lines().getLast().reference() : after;
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        Outside.ofAnyTransaction();
        var answer = http.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            answer.cancel(true);
            throw new ProviderUnavailable("no answer within " + deadline);
        } catch (ExecutionException failure) {
            throw new ProviderUnavailable("the sandbox cannot be reached: " + failure.getCause());
        } catch (InterruptedException _) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new ProviderUnavailable("interrupted while waiting");
        }
    }

    private static <T> T read(HttpResponse<byte[]> response, Class<T> type) {
        try {
            return JSON.readValue(response.body(), type);
        } catch (JacksonException unreadable) {
            throw new ProviderUnavailable("the sandbox's answer cannot be read: " + unreadable.getOriginalMessage());
        }
    }

    private static ProviderUnavailable failed(HttpResponse<byte[]> response) {
        return new ProviderUnavailable("the sandbox answered with " + response.statusCode());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
