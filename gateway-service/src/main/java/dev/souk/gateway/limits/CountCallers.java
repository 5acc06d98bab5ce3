package dev.souk.gateway.limits;

import dev.souk.gateway.filter.EdgeFilter;
import dev.souk.gateway.client.Caller;
import dev.souk.gateway.client.ClientAddress;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Counts every request for its caller, once it is known who that is and before it is looked where it goes. */
@Component
@Order(0)
final class CountCallers implements EdgeFilter {

    private final CallerLimits limits;
    private final ClientAddress clientAddress;

    CountCallers(CallerLimits limits, ClientAddress clientAddress) {
        this.limits = limits;
        this.clientAddress = clientAddress;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Caller caller = Caller.in(exchange.getAttributes())
                .orElseGet(() -> Caller.at(clientAddress.of(exchange)));
        caller.putInto(exchange);
        return limits.admit(exchange, caller).then(Mono.defer(() -> chain.filter(exchange)));
    }
}
