package dev.souk.order.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

import dev.souk.order.checkout.Order;
import dev.souk.order.checkout.OrderFixtures;

class InvoiceDocumentTests {

    private final InvoiceDocument document = new InvoiceDocument(
            new InvoiceProperties(List.of("Souk Ltd", "VAT 123"), Duration.ofMinutes(5), Duration.ofSeconds(30),
                    Duration.ofSeconds(1)));
    private final Order order = OrderFixtures.place(OrderFixtures.draft(OrderFixtures.VISA));

    @Test
    void anInvoiceSaysWhoHasBoughtWhatForHowMuch() throws IOException {
        String text = textOf("Ada Łukasz Ωμέγα\n1 Way\n4051 Basel\nCH");

        assertThat(text).contains("Souk Ltd", "VAT 123", "Invoice 2026-000042", "1 March 2026",
                order.id().toString(), "Ada Łukasz Ωμέγα", "4051 Basel", "Mug", "MUG-1", "19.99 USD", "-3.00 USD",
                "36.98 USD", "8.99 USD", "Shipping", "4.00 USD", "Tax in it", "3.74 USD", "Total", "49.97 USD");
    }

    private String textOf(String recipient) throws IOException {
        byte[] pdf = document.of(new Invoices.Numbered(order.id(), new InvoiceNumber(2026, 42),
                Instant.parse("2026-03-01T12:00:00Z")), order, recipient);
        try (PdfReader reader = new PdfReader(pdf)) {
            return new PdfTextExtractor(reader).getTextFromPage(1);
        }
    }
}
