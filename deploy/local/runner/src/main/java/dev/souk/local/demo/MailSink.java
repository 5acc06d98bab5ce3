package dev.souk.local.demo;

import dev.souk.local.api.SoukApi;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;

/** What has been mailed, read from the sink's REST interface. */
final class MailSink {

    private final URI address;
    private final SoukApi http;

    MailSink(URI address, SoukApi http) {
        this.address = address;
        this.http = http;
    }

    /** Empty for an address that has got no mail. */
    List<String> subjects(String email) {
        URI messages = address.resolve("/api/user/" + email + "/messages");
        return http.send(HttpRequest.newBuilder(messages).build())
                .body()
                .valueStream()
                .map(message -> message.path("subject").asString(""))
                .toList();
    }
}
