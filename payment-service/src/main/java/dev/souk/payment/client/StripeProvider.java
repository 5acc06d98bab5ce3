package dev.souk.payment.client;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import com.stripe.StripeClient;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.BalanceTransaction;
import com.stripe.model.Charge;
import com.stripe.model.Dispute;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.StripeError;
import com.stripe.net.RequestOptions;
import com.stripe.param.BalanceTransactionListParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.RefundCreateParams;

import dev.souk.common.money.Money;
import dev.souk.payment.provider.PaymentProvider;
import dev.souk.payment.provider.ProviderAnswer;
import dev.souk.payment.provider.ProviderMisconfigured;
import dev.souk.payment.provider.ProviderStatements;
import dev.souk.payment.provider.ProviderUnavailable;
import dev.souk.payment.provider.StatementLine;

/**
 * Stripe: an authorisation is a PaymentIntent with manual capture. A shopper's method that wants a person to confirm (3-D
 * Secure) is refused with {@code authentication_required}, as there is nobody to ask at this point.
 *
 * <p>Stripe remembers an idempotency key for 24 hours at least, and repeats its answer to the first request even when that was
 * an error of its own: what really happened is then told by webhook.
 */
public final class StripeProvider implements PaymentProvider, ProviderStatements {

    private static final int STATEMENT_PAGE = 100;

    /** Of these Stripe counts other minor units than ISO 4217 does. */
    private static final Set<String> OTHER_MINOR_UNITS = Set.of("ISK", "MGA", "UGX");

    /** Types of balance transactions, with cards and with other methods. */
    private static final Set<String> CHARGES = Set.of("charge", "payment");
    private static final Set<String> REFUNDS = Set.of("refund", "payment_refund");

    private final StripeClient stripe;

    /**
     * @param api where Stripe is, {@code https://api.stripe.com}
     * @param connectTimeout until a connection stands
     * @param readTimeout between two bytes of an answer
     */
    public StripeProvider(String secretKey, URI api, Duration connectTimeout, Duration readTimeout) {
        // the worker asks again, under the same key and with pauses that grow
        this.stripe = StripeClient.builder().setApiKey(secretKey).setApiBase(api.toString())
                .setConnectTimeout(Math.toIntExact(connectTimeout.toMillis()))
                .setReadTimeout(Math.toIntExact(readTimeout.toMillis())).setMaxNetworkRetries(0).build();
    }

    @Override
    public ProviderAnswer authorise(String idempotencyKey, String token, Money amount) {
        if (OTHER_MINOR_UNITS.contains(amount.currency().getCurrencyCode())) {
            return new ProviderAnswer.Refused("currency_not_supported");
        }
        var intent = PaymentIntentCreateParams.builder().setAmount(amount.amount())
                .setCurrency(amount.currency().getCurrencyCode().toLowerCase(Locale.ROOT)).setPaymentMethod(token)
                .addPaymentMethodType("card").setCaptureMethod(PaymentIntentCreateParams.CaptureMethod.MANUAL)
                .setConfirm(true).setErrorOnRequiresAction(true).build();
        return ask(() -> answer(stripe.v1().paymentIntents().create(intent, key(idempotencyKey)), "requires_capture"));
    }

    @Override
    public ProviderAnswer capture(String idempotencyKey, String authorisation, Money amount) {
        var capture = PaymentIntentCaptureParams.builder().setAmountToCapture(amount.amount()).build();
        return ask(() -> answer(stripe.v1().paymentIntents().capture(authorisation, capture, key(idempotencyKey)),
                "succeeded"), "succeeded");
    }

    @Override
    public ProviderAnswer voidAuthorisation(String idempotencyKey, String authorisation) {
        return ask(() -> answer(stripe.v1().paymentIntents().cancel(authorisation, key(idempotencyKey)), "canceled"),
                "canceled");
    }

    @Override
    public ProviderAnswer refund(String idempotencyKey, String authorisation, Money amount) {
        var refund = RefundCreateParams.builder().setPaymentIntent(authorisation).setAmount(amount.amount()).build();
        return ask(() -> answer(stripe.v1().refunds().create(refund, key(idempotencyKey))));
    }

    private static RequestOptions key(String idempotencyKey) {
        return RequestOptions.builder().setIdempotencyKey(idempotencyKey).build();
    }

    private static ProviderAnswer answer(PaymentIntent intent, String expected) {
        if (!expected.equals(intent.getStatus())) {
            throw new ProviderUnavailable("Stripe is not done with " + intent.getId() + ": " + intent.getStatus());
        }
        return new ProviderAnswer.Approved(referenceOf(intent));
    }

    /** Of a captured one the charge, which the statement names; before that the intent itself. */
    static String referenceOf(PaymentIntent intent) {
        return "succeeded".equals(intent.getStatus())
                ? Objects.requireNonNull(intent.getLatestCharge(), "a captured intent has a charge")
                : intent.getId();
    }

    static ProviderAnswer answer(Refund refund) {
        // one that is pending has left our account; it fails seldom, and then the statement says that it came back
        return "failed".equals(refund.getStatus()) || "canceled".equals(refund.getStatus())
                ? new ProviderAnswer.Refused(Objects.requireNonNullElse(refund.getFailureReason(), "refund_failed"))
                : new ProviderAnswer.Approved(refund.getId());
    }

    static String reasonOf(@Nullable StripeError error) {
        return Optional.ofNullable(error)
                .map(it -> it.getDeclineCode() == null ? it.getCode() : it.getDeclineCode()).orElse("declined");
    }

    private interface Request<T> {

        T send() throws StripeException;
    }

    private static ProviderAnswer ask(Request<ProviderAnswer> request) {
        return ask(request, null);
    }

    /** @param done the status of an intent for which the request comes too late because it is done already */
    private static ProviderAnswer ask(Request<ProviderAnswer> request, @Nullable String done) {
        Outside.ofAnyTransaction();
        try {
            return request.send();
        } catch (CardException declined) {
            return new ProviderAnswer.Refused(reasonOf(declined.getStripeError()));
        } catch (RateLimitException busy) {
            throw unavailable(busy);
        } catch (InvalidRequestException invalid) {
            return refusal(invalid, done);
        } catch (StripeException failure) {
            throw failed(failure);
        }
    }

    /** A request that Stripe understands but cannot do has a code; one without is ours to mend. */
    private static ProviderAnswer refusal(InvalidRequestException invalid, @Nullable String done) {
        var error = invalid.getStripeError();
        if (error == null || error.getCode() == null) {
            throw misconfigured(invalid);
        }
        var intent = error.getPaymentIntent();
        return done != null && intent != null && done.equals(intent.getStatus())
                ? new ProviderAnswer.Approved(referenceOf(intent))
                : new ProviderAnswer.Refused(error.getCode());
    }

    /** A key without the permission is an {@code AuthenticationException}, too. */
    private static RuntimeException failed(StripeException failure) {
        return switch (failure) {
            case AuthenticationException _,IdempotencyException _ -> misconfigured(failure);
            default -> unavailable(failure);
        };
    }

    private static ProviderMisconfigured misconfigured(StripeException failure) {
        return new ProviderMisconfigured("Stripe refuses the request (%s): %s".formatted(failure.getStatusCode(),
                failure.getMessage()));
    }

    private static ProviderUnavailable unavailable(StripeException failure) {
        return new ProviderUnavailable("Stripe gave no answer (%s): %s".formatted(failure.getStatusCode(),
                failure.getMessage()));
    }

    @Override
    public String provider() {
        return StripeWebhooks.PROVIDER;
    }

    @Override
    public void read(LocalDate day, Consumer<List<StatementLine>> page) {
        Outside.ofAnyTransaction();
        var begin = day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        var created = BalanceTransactionListParams.Created.builder().setGte(begin)
                .setLt(begin + Duration.ofDays(1).toSeconds()).build();
        var request = BalanceTransactionListParams.builder().setCreated(created).setLimit((long) STATEMENT_PAGE)
                .addExpand("data.source");
        boolean more = true;
        while (more) {
            var found = list(request.build());
            page.accept(found.stream().flatMap(it -> line(it).stream()).toList());
            more = found.size() == STATEMENT_PAGE;
            if (more) {
                request.setStartingAfter(found.getLast().getId());
            }
        }
    }

    private List<BalanceTransaction> list(BalanceTransactionListParams params) {
        try {
            return new ArrayList<>(stripe.v1().balanceTransactions().list(params).getData());
        } catch (StripeException failure) {
            throw failed(failure);
        }
    }

    /** In the currency that the shopper paid in; the balance itself may be kept in another one. */
    private static Optional<StatementLine> line(BalanceTransaction transaction) {
        var at = Instant.ofEpochSecond(transaction.getCreated());
        return switch (transaction.getSourceObject()) {
            case Charge charge -> Optional.of(CHARGES.contains(transaction.getType())
                    ? new StatementLine(charge.getId(), money(charge.getAmountCaptured(), charge.getCurrency()), at)
                    : reversal(transaction, charge.getAmountCaptured(), charge.getCurrency()));
            case Refund refund -> Optional.of(REFUNDS.contains(transaction.getType())
                    ? new StatementLine(refund.getId(), money(-refund.getAmount(), refund.getCurrency()), at)
                    : reversal(transaction, refund.getAmount(), refund.getCurrency()));
            case Dispute dispute -> Optional.of(reversal(transaction, dispute.getAmount(), dispute.getCurrency()));
            // fees and payouts are no business with shoppers
            case null, default -> Optional.empty();
        };
    }

    /**
     * What nobody here asked for: a refund that failed at the bank, a disputed charge, the end of a dispute. Has a name of its
     * own, which our ledger never has, so that an operator sees it as a difference.
     */
    private static StatementLine reversal(BalanceTransaction transaction, long amount, String currency) {
        return new StatementLine(transaction.getId(), money(Long.signum(transaction.getAmount()) * amount, currency),
                Instant.ofEpochSecond(transaction.getCreated()));
    }

    private static Money money(long amount, String currency) {
        return Money.of(amount, currency.toUpperCase(Locale.ROOT));
    }
}
