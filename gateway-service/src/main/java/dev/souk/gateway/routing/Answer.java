package dev.souk.gateway.routing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.scheduler.Scheduler;
import reactor.netty.Connection;

/**
 * What a service has begun to answer: its status and headers are in the response already, its body is still to be read.
 *
 * @param limit how long the service may take, nothing for as long as it likes
 * @param timer of the thread that serves the request
 * @param stream whether each piece is to be passed on as it comes
 */
record Answer(Connection connection, @Nullable Duration limit, Scheduler timer, boolean stream) {

    private static final String ATTRIBUTE = Answer.class.getName();

    void putInto(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    static @Nullable Answer in(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    /** Nothing of it will be read any more. */
    static void discard(ServerWebExchange exchange) {
        if (exchange.getAttributes().remove(ATTRIBUTE) instanceof Answer answer) {
            answer.connection.dispose();
        }
    }
}
