package dev.souk.jobs.executor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import com.xxl.job.core.openapi.ExecutorBiz;
import com.xxl.job.core.openapi.model.IdleBeatRequest;
import com.xxl.job.core.openapi.model.KillRequest;
import com.xxl.job.core.openapi.model.LogRequest;
import com.xxl.job.core.openapi.model.LogResult;
import com.xxl.job.core.openapi.model.TriggerRequest;
import com.xxl.tool.response.Response;

class ExecutorServerTests {

    private static final String TOKEN = "shared-by-admin-and-executor";
    private static final String JOB = """
            {"jobId": 7, "executorHandler": "cancelUnpaidOrders", "glueType": "BEAN", "unknown": true}""";

    private final RecordingExecutor executor = new RecordingExecutor();
    private final ExecutorServer server = new ExecutorServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), TOKEN, executor);

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void itListensOnTheGivenAddressOnly() throws IOException {
        assertThat(server.address().getAddress()).isEqualTo(InetAddress.getLoopbackAddress());
        for (InetAddress other : otherAddressesOfThisMachine()) {
            assertThatThrownBy(() -> new Socket(other, server.address().getPort()).close())
                    .as("connection to %s", other).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void aTakenPortIsNamed() {
        assertThatThrownBy(() -> new ExecutorServer(server.address(), TOKEN, executor))
                .hasMessageContainingAll("SOUK_XXL_PORT", Integer.toString(server.address().getPort()));
    }

    @Test
    void theAdminIsAnsweredAtEachPathOfTheProtocol() {
        assertThat(post("/beat", "")).contains("\"code\":200");
        assertThat(post("/idleBeat", "{\"jobId\": 7}")).contains("\"code\":200");
        assertThat(post("/run", JOB)).contains("\"code\":200");
        assertThat(post("/kill", "{\"jobId\": 7}")).contains("\"code\":200");
        assertThat(post("/log", "{\"logId\": 1}")).contains("\"code\":200", "a line of the log");
        assertThat(executor.calls).containsExactly("beat", "idleBeat 7", "run 7", "kill 7", "log 1");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "wrong", "shared-by-admin-and-executo", "shared-by-admin-and-executor2",
            "SHARED-BY-ADMIN-AND-EXECUTOR"})
    void whoDoesNotKnowTheTokenReachesNothing(@Nullable String token) {
        for (String path : List.of("/beat", "/idleBeat", "/run", "/kill", "/log", "/")) {
            assertThat(post(path, JOB, token)).contains("\"code\":500", "token");
        }
        assertThat(executor.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"GLUE_SHELL\"", "\"GLUE_GROOVY\"", "\"GLUE_PYTHON\"", "\"bean\"", "\"BEAN \"", "\"\"",
            "null"})
    void whatIsNoBeanIsRefused(String type) {
        String answer = post("/run", "{\"jobId\": 7, \"glueType\": %s, \"glueSource\": \"id\"}".formatted(type));

        assertThat(answer).contains("\"code\":500", "BEAN only");
        assertThat(executor.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{", "[1]", "\"text\"", "{\"jobId\": \"seven\", \"glueType\": \"BEAN\"}"})
    void whatCannotBeReadIsRefusedInWords(String body) {
        assertThat(post("/run", body)).contains("\"code\":500", "not what /run takes").doesNotContain("\tat ");
        assertThat(executor.calls).isEmpty();
    }

    @Test
    void aHugeRequestIsRefused() {
        assertThat(post("/run", " ".repeat(1 << 20) + JOB)).contains("\"code\":500", "larger than");
        assertThat(executor.calls).isEmpty();
    }

    @Test
    void anUnknownPathIsRefused() {
        assertThat(post("/runs", JOB)).contains("\"code\":500", "no /runs");
        assertThat(executor.calls).isEmpty();
    }

    @Test
    void aFailureOfTheExecutorIsNotExplainedToOthers() {
        executor.failure = new IllegalStateException("an inner detail");

        assertThat(post("/run", JOB)).contains("\"code\":500", "see the log").doesNotContain("inner detail");
    }

    private String post(String path, String body) {
        return post(path, body, TOKEN);
    }

    private String post(String path, String body, @Nullable String token) {
        return requireNonNull(RestClient.builder().requestFactory(new JdkClientHttpRequestFactory()).build()
                .post().uri("http://127.0.0.1:" + server.address().getPort() + path)
                .headers(headers -> {
                    if (token != null) {
                        headers.set("XXL-JOB-ACCESS-TOKEN", token);
                    }
                })
                .body(body).retrieve().body(String.class));
    }

    private static List<InetAddress> otherAddressesOfThisMachine() throws IOException {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress()).toList();
    }

    private static final class RecordingExecutor implements ExecutorBiz {

        private final List<String> calls = new ArrayList<>();
        private @Nullable RuntimeException failure;

        @Override
        public Response<String> beat() {
            return record("beat");
        }

        @Override
        public Response<String> idleBeat(IdleBeatRequest request) {
            return record("idleBeat " + request.getJobId());
        }

        @Override
        public Response<String> run(TriggerRequest request) {
            return record("run " + request.getJobId());
        }

        @Override
        public Response<String> kill(KillRequest request) {
            return record("kill " + request.getJobId());
        }

        @Override
        public Response<LogResult> log(LogRequest request) {
            record("log " + request.getLogId());
            return Response.ofSuccess(new LogResult(1, 1, "a line of the log", true));
        }

        private Response<String> record(String call) {
            if (failure != null) {
                throw failure;
            }
            calls.add(call);
            return Response.ofSuccess();
        }
    }
}
