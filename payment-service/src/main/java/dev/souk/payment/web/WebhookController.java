package dev.souk.payment.web;

import io.swagger.v3.oas.annotations.Parameter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import dev.souk.payment.intent.PaymentService;
import dev.souk.payment.provider.ProviderWebhooks;
import dev.souk.payment.provider.WebhookRefused;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;

@RestController
class WebhookController {

    private static final String EXAMPLE = """
            {"id": "evt_1", "type": "capture.approved", "idempotencyKey": "019a5d2e-7c1b-7a40-9d5e-3f1c2b6a7001:2:CAPTURE",
             "reference": "cap_1", "createdAt": "2026-03-01T12:00:00Z"}""";

    private final PaymentService payments;
    private final ProviderWebhooks webhooks;
    private final MeterRegistry meters;

    WebhookController(PaymentService payments, ProviderWebhooks webhooks, MeterRegistry meters) {
        this.payments = payments;
        this.webhooks = webhooks;
        this.meters = meters;
    }

    /** A provider repeats what is not answered with a 2xx, so that what was told before, or is not for us, gets one too. */
    @Operation(summary = "What the provider tells by itself", description = "For the configured provider only, signed by it (header Sandbox-Signature or Stripe-Signature) at most five minutes ago. An event that was told before is answered with 200 and changes nothing.", requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(type = "object"), examples = @ExampleObject(EXAMPLE))))
    @ApiResponse(responseCode = "200", description = "It is known now, or was before")
    @PostMapping("/api/v1/payments/webhooks/{provider}")
    void take(@Parameter(description = "The configured provider: sandbox or stripe") @PathVariable String provider,
            @RequestBody byte[] body, HttpServletRequest request) {
        if (!provider.equals(webhooks.provider())) {
            throw new UnknownProvider(provider);
        }
        try {
            webhooks.read(body, request::getHeader)
                    .ifPresent(notice -> count(provider, payments.heard(provider, notice).name()));
        } catch (WebhookRefused refused) {
            // many of these mean that the secret is another one here than there
            count(provider, "REFUSED");
            throw refused;
        }
    }

    private void count(String provider, String outcome) {
        meters.counter("souk.payments.webhooks", "provider", provider, "outcome", outcome).increment();
    }
}
