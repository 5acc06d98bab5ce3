package dev.souk.saboteur;

import dev.souk.common.messaging.Inbox;
import dev.souk.common.service.startup.ClockAutoConfiguration;
import dev.souk.payment.intent.ProviderCall;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program that does what it is told on its standard input, and answers each line with one. */
final class Victim {

    private Victim() {
    }

    static void main() throws IOException {
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            System.out.println(switch (order) {
                case "call" -> new ProviderCall().makeTo(new ProviderCall.PaymentProvider() {
                });
                case "see" -> new Inbox().firstSeen("somebody", List.of("m1", "m2")).toString();
                case "time" -> new ClockAutoConfiguration().clock().instant().toString();
                default -> order;
            });
        }
    }
}
