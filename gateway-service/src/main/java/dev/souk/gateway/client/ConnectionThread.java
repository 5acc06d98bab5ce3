package dev.souk.gateway.client;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
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
        EventLoop thread = eventLoop(request);
        return thread == null ? Schedulers.immediate() : onto(thread);
    }

    /** Nothing when the request does not come from Netty. */
    public static @Nullable EventLoop eventLoop(ServerHttpRequest request) {
        @Nullable
        EventLoop[] thread = {null};
        if (ServerHttpRequestDecorator.getNativeRequest(request) instanceof HttpServerRequest nettys) {
            nettys.withConnection(connection -> thread[0] = connection.channel().eventLoop());
        }
        return thread[0];
    }

    /** Who is on the thread already goes on at once. */
    private static Scheduler onto(EventLoop thread) {
        return Schedulers.fromExecutor(task -> {
            if (thread.inEventLoop()) {
                task.run();
            } else {
                thread.execute(task);
            }
        });
    }
}
