package dev.souk.jobs.executor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.gson.JsonParseException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.xxl.job.core.constant.Const;
import com.xxl.job.core.glue.GlueTypeEnum;
import com.xxl.job.core.openapi.ExecutorBiz;
import com.xxl.job.core.openapi.model.IdleBeatRequest;
import com.xxl.job.core.openapi.model.KillRequest;
import com.xxl.job.core.openapi.model.LogRequest;
import com.xxl.job.core.openapi.model.TriggerRequest;
import com.xxl.tool.json.GsonTool;
import com.xxl.tool.response.Response;

/**
 * Where the XXL-JOB admin reaches this executor. It takes the place of the library's own server, which listens on every
 * address of the machine and runs whatever script it is sent: this one listens on one address and runs only the jobs that
 * are part of this service.
 *
 * <p>Refusals are HTTP 200 too: the protocol tells them by a {@code code} of its own, 200 or 500.
 */
final class ExecutorServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ExecutorServer.class);
    private static final int MOST_BYTES = 1 << 20;
    private static final int GRACE_SECONDS = 1;

    private final byte[] token;
    private final ExecutorBiz executor;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Takes the port, but answers nobody before {@link #start()}.
     *
     * @param address port 0 takes a free one
     */
    ExecutorServer(InetSocketAddress address, String token, ExecutorBiz executor) {
        this.token = token.getBytes(UTF_8);
        this.executor = executor;
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("The executor cannot listen on %s: set SOUK_XXL_PORT to a free port and "
                    .formatted(address) + "SOUK_BIND_ADDRESS to an address of this machine", e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    void start() {
        server.start();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    /** Takes no more requests; those under way have a second to end. */
    @Override
    public void close() {
        server.stop(GRACE_SECONDS);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] answer = GsonTool.toJson(answer(exchange)).getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private Response<?> answer(HttpExchange exchange) throws IOException {
        if (!knowsTheToken(exchange)) {
            log.warn("Refused {}: the admin and this executor must have the same SOUK_XXL_TOKEN",
                    exchange.getRemoteAddress());
            return Response.ofFail("The access token is wrong.");
        }
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return Response.ofFail("The request is larger than %d bytes.".formatted(MOST_BYTES));
        }
        String path = exchange.getRequestURI().getPath();
        try {
            return answer(path, new String(body, UTF_8));
        } catch (JsonParseException e) {
            return Response.ofFail("The request is not what %s takes: %s".formatted(path, e.getMessage()));
        } catch (RuntimeException e) {
            log.error("The executor failed at {}", path, e);
            return Response.ofFail("The executor failed: see the log of this service.");
        }
    }

    /** Takes the same time however much of the token is right. */
    private boolean knowsTheToken(HttpExchange exchange) {
        String given = requireNonNullElse(exchange.getRequestHeaders().getFirst(Const.XXL_JOB_ACCESS_TOKEN), "");
        return MessageDigest.isEqual(given.getBytes(UTF_8), token);
    }

    private Response<?> answer(String path, String body) {
        return switch (path) {
            case "/beat" -> executor.beat();
            case "/idleBeat" -> executor.idleBeat(read(body, IdleBeatRequest.class));
            case "/run" -> run(read(body, TriggerRequest.class));
            case "/kill" -> executor.kill(read(body, KillRequest.class));
            case "/log" -> executor.log(read(body, LogRequest.class));
            default -> Response.ofFail("There is no " + path + " here.");
        };
    }

    /** Anything but a bean would be a script that comes with the request. */
    private Response<String> run(TriggerRequest request) {
        if (!GlueTypeEnum.BEAN.name().equals(request.getGlueType())) {
            log.warn("Refused to run job {} of type {}", request.getJobId(), request.getGlueType());
            return Response
                    .ofFail("This executor runs jobs of type BEAN only, not %s.".formatted(request.getGlueType()));
        }
        return executor.run(request);
    }

    private static <T> T read(String body, Class<T> type) {
        T request = GsonTool.fromJson(body, type);
        if (request == null) {
            throw new JsonParseException("it is empty");
        }
        return request;
    }
}
