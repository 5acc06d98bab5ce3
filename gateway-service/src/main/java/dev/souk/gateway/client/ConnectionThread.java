package dev.souk.gateway.client;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerRequest;

/**
 * The thread of Netty that serves a connection. What comes from elsewhere, like an answer of Redis, goes on there: an answer
 * that ends on another thread can leave a connection that is kept alive unread for ever (reactor/reactor-netty#4253).
 */
public final class ConnectionThread {

    private ConnectionThread() {
    }

    /** The calling thread when the request does not come from Netty. */
    public static Scheduler of(ServerHttpRequest request) {
        Scheduler[] thread = {Schedulers.immediate()};
        if (ServerHttpRequestDecorator.getNativeRequest(request) instanceof HttpServerRequest nettys) {
            nettys.withConnection(
                    connection -> thread[0] = Schedulers.fromExecutor(connection.channel().eventLoop()));
        }
        return thread[0];
    }
}
