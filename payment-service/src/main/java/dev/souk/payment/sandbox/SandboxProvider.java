package dev.souk.payment.sandbox;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.souk.common.money.Money;
import dev.souk.payment.provider.PaymentProvider;
import dev.souk.payment.provider.ProviderAnswer;
import dev.souk.payment.provider.ProviderUnavailable;

/** The sandbox as we see it: over there, in threads of its own, and not waited for beyond a deadline. */
@Component
class SandboxProvider implements PaymentProvider {

    private final Sandbox sandbox;
    private final SandboxProperties properties;
    private final Executor remote = task -> Thread.ofVirtual().name("sandbox").start(task);

    SandboxProvider(Sandbox sandbox, SandboxProperties properties) {
        this.sandbox = sandbox;
        this.properties = properties;
    }

    @Override
    public ProviderAnswer authorise(String idempotencyKey, String token, Money amount) {
        return call(() -> sandbox.authorise(idempotencyKey, token, amount));
    }

    @Override
    public ProviderAnswer capture(String idempotencyKey, String authorisation, Money amount) {
        return call(() -> sandbox.capture(idempotencyKey, authorisation, amount));
    }

    @Override
    public ProviderAnswer voidAuthorisation(String idempotencyKey, String authorisation) {
        return call(() -> sandbox.voidAuthorisation(idempotencyKey, authorisation));
    }

    @Override
    public ProviderAnswer refund(String idempotencyKey, String authorisation, Money amount) {
        return call(() -> sandbox.refund(idempotencyKey, authorisation, amount));
    }

    private ProviderAnswer call(Supplier<ProviderAnswer> request) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "A provider is never called inside a database transaction: write the call down");
        }
        try {
            return CompletableFuture.supplyAsync(request, remote).get(properties.deadline().toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new ProviderUnavailable("no answer within " + properties.deadline());
        } catch (ExecutionException failure) {
            throw new ProviderUnavailable("the sandbox failed: " + failure.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ProviderUnavailable("interrupted while waiting");
        }
    }
}
