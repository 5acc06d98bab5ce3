package dev.souk.common.web.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import com.alibaba.csp.sentinel.slots.block.flow.FlowRule;
import com.alibaba.csp.sentinel.slots.block.flow.FlowRuleManager;
import dev.souk.common.web.example.Calls;
import dev.souk.common.web.example.ExampleServiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;

@ExampleServiceTest
class LimitsTests {

    @LocalServerPort
    int port;

    @AfterEach
    void withoutRules() {
        FlowRuleManager.loadRules(List.of());
    }

    @Test
    void whatComesInTooFastIsToldToSlowDown() {
        FlowRule none = new FlowRule("GET:/public/who");
        none.setCount(0);
        FlowRuleManager.loadRules(List.of(none));

        Calls.Answer answer = new Calls(port).get("/public/who");

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.problem()).isEqualTo("too-many-requests");
        assertThat(answer.headers().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("2");
        assertThat(new Calls(port).get("/public/page").status()).isEqualTo(200);
    }
}
