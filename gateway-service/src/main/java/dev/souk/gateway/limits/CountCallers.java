package dev.souk.gateway.limits;

import java.security.Principal;

import dev.souk.gateway.client.Caller;
import dev.souk.gateway.client.ClientAddress;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Counts every request for its caller, once it is known who that is and before it is looked where it goes. */
@Component
@Order(CountCallers.AFTER_AUTHENTICATION)
final class CountCallers implements WebFilter {

    /** Spring Security's filters have -100. */
    static final int AFTER_AUTHENTICATION = -50;

    private final ApplicationContext edge;
    private final CallerLimits limits;
    private final ClientAddress clientAddress;

    CountCallers(CallerLimits limits, ClientAddress clientAddress, ApplicationContext edge) {
        this.edge = edge;
        this.limits = limits;
        this.clientAddress = clientAddress;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (exchange.getApplicationContext() != edge) {
            return chain.filter(exchange); // the management port
        }
        return exchange.getPrincipal()
                .map(Principal::getName)
                .map(Caller::user)
                .switchIfEmpty(Mono.fromSupplier(() -> Caller.at(clientAddress.of(exchange))))
                .flatMap(caller -> {
                    caller.putInto(exchange);
                    return limits.admit(exchange, caller).then(chain.filter(exchange));
                });
    }
}
