package dev.souk.order.invoice;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param seller     lines of the name, address and tax number of who sells
 * @param linkValid  how long a link to a document works; 15 minutes at most
 * @param retryAfter how long a document that could not be stored waits
 * @param pollInterval how soon an order whose money was taken is seen
 */
@ConfigurationProperties("souk.invoices")
record InvoiceProperties(@DefaultValue("Souk") List<String> seller, @DefaultValue("5m") Duration linkValid,
        @DefaultValue("30s") Duration retryAfter, @DefaultValue("1s") Duration pollInterval) {}
