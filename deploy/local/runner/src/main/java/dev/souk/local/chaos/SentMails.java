package dev.souk.local.chaos;

import dev.souk.local.Pauses;
import dev.souk.local.Platform;
import dev.souk.local.Service;
import dev.souk.local.api.SoukApi;
import dev.souk.local.chaos.Injector.Done;
import dev.souk.local.check.ServiceDatabases;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the sink has got about the orders of shoppers, against what notification-service wanted to tell them. */
final class SentMails {

    /** Who must die, stand still or be cut off for a mail to be sent and not be noted as sent. */
    private static final Set<String> CUT_OFF = Set.of("notification-service", "postgres",
            "postgres/notification-service");

    private static final Pattern ORDER = Pattern.compile("order (?<id>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})");
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Platform platform;
    private final List<Customer> shoppers;

    SentMails(Platform platform, List<Customer> shoppers) {
        this.platform = platform;
        this.shoppers = shoppers;
    }

    /**
     * @param settling how long mails may be on their way
     * @param repeats so many may have come twice: mails are sent one at a time and at least once, so a program that dies
     *     between the sink's yes and our note of it explains one
     */
    List<String> findings(Duration settling, long repeats) {
        long deadline = System.nanoTime() + settling.toNanos();
        while (true) {
            List<String> findings = compare(wanted(), arrived(), repeats);
            if (findings.isEmpty() || System.nanoTime() > deadline) {
                return findings;
            }
            Pauses.of(LOOK_AGAIN);
        }
    }

    /** How many repeats faults explain: one each time that they cut the sending off. */
    static long explained(List<Done> faults) {
        return faults.stream().filter(done -> CUT_OFF.contains(done.fault().target())).mapToLong(SentMails::cuts).sum();
    }

    /** Who gets a wrong clock is killed before and after; when that is missed, it may have been killed all the same. */
    private static int cuts(Done done) {
        int missed = done.fault().kind() == FaultKind.CLOCK_OFF ? 1 : 0;
        return switch (done.outcome()) {
            case HAPPENED -> missed + 1;
            case MISSED -> missed;
            case FAILED -> 0;
        };
    }

    /** Both count mails by order and subject. */
    static List<String> compare(Map<String, Integer> wanted, Map<String, Integer> arrived, long repeats) {
        List<String> findings = new ArrayList<>();
        List<String> repeated = new ArrayList<>();
        Set<String> mails = new TreeSet<>(wanted.keySet());
        mails.addAll(arrived.keySet());
        for (String mail : mails) {
            int missing = wanted.getOrDefault(mail, 0) - arrived.getOrDefault(mail, 0);
            if (missing > 0) {
                findings.add("mails-arrive: %s has not come".formatted(mail));
            }
            for (int more = missing; more < 0; more++) {
                repeated.add("mails-arrive: %s has come once more".formatted(mail));
            }
        }
        if (repeated.size() > repeats) {
            findings.addAll(repeated);
        }
        return findings;
    }

    private Map<String, Integer> wanted() {
        String owners = shoppers.stream().map(shopper -> "'" + shopper.id() + "'").collect(Collectors.joining(", "));
        try (ServiceDatabases databases = new ServiceDatabases(platform::database)) {
            return databases.query(Service.NOTIFICATION, """
                    select n.order_id || ' ' || n.title, count(*)
                      from mail m join notification n on n.id = m.notification_id
                      join order_owner o on o.order_id = n.order_id
                     where o.user_id in (%s) group by 1""".formatted(owners), rows -> {
                Map<String, Integer> counts = new TreeMap<>();
                while (rows.next()) {
                    counts.put(rows.getString(1), rows.getInt(2));
                }
                return counts;
            });
        }
    }

    private Map<String, Integer> arrived() {
        SoukApi http = platform.api();
        Map<String, Integer> counts = new TreeMap<>();
        for (Customer shopper : shoppers) {
            http.send(HttpRequest.newBuilder(platform.mail().resolve("/api/user/" + shopper.email() + "/messages"))
                    .build())
                    .body().valueStream().forEach(mail -> {
                        Matcher order = ORDER.matcher(mail.path("mimeMessage").asString(""));
                        if (order.find()) {
                            counts.merge(order.group("id") + " " + mail.path("subject").asString(""), 1, Integer::sum);
                        }
                    });
        }
        return counts;
    }
}
