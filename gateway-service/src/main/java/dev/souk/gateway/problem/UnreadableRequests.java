package dev.souk.gateway.problem;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Optional;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * A request that cannot be read reaches no filter: Netty refuses a line or a header that is too long, and Spring an address that
 * is none, each by a bare status. Here that gets a problem as its body. In HTTP/2 there is no such line, and what is no address
 * keeps the bare status.
 */
@Component
final class UnreadableRequests implements NettyServerCustomizer {

    private final ChannelHandler explanation;

    UnreadableRequests(Problems problems) {
        this.explanation = new Explanation(problems);
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnChannelInit((observer, channel, remote) -> {
            ChannelPipeline pipeline = channel.pipeline();
            if (pipeline.get(NettyPipeline.HttpTrafficHandler) != null) {
                pipeline.addBefore(NettyPipeline.HttpTrafficHandler, "unreadableRequests", explanation);
            }
        });
    }

    @ChannelHandler.Sharable
    private static final class Explanation extends ChannelOutboundHandlerAdapter {

        private final Problems problems;

        Explanation(Problems problems) {
            this.problems = problems;
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise written) throws Exception {
            super.write(context, message instanceof FullHttpResponse answer ? explained(answer) : message, written);
        }

        private FullHttpResponse explained(FullHttpResponse answer) {
            Optional<Refusal> refusal = answer.content().isReadable()
                    || answer.headers().contains(HttpHeaderNames.CONTENT_TYPE)
                            ? Optional.empty()
                            : refusalWith(answer.status().code());
            return refusal.map(known -> explained(answer, known)).orElse(answer);
        }

        private static Optional<Refusal> refusalWith(int status) {
            return switch (status) {
                case 400 -> Optional.of(Refusal.INVALID_REQUEST);
                case 414 -> Optional.of(Refusal.ADDRESS_TOO_LONG);
                case 431 -> Optional.of(Refusal.HEADERS_TOO_LARGE);
                default -> Optional.empty();
            };
        }

        private FullHttpResponse explained(FullHttpResponse bare, Refusal refusal) {
            byte[] problem = problems.body(refusal);
            FullHttpResponse explained = bare.replace(Unpooled.wrappedBuffer(problem));
            explained.headers().set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                    .set(HttpHeaderNames.CONTENT_LENGTH, problem.length).set(HttpHeaderNames.CACHE_CONTROL, "no-store");
            explained.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
            bare.release();
            return explained;
        }
    }
}
