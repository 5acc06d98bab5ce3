package dev.souk.user.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.redisson.client.RedisTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;

class UserProblemsTests {

    @Test
    void afterATimeoutOfRedisNobodyIsToldThatNothingWasChanged() {
        ResponseEntity<ProblemDetail> answer = new UserProblems().on(new RedisTimeoutException("no answer in time"),
                new MockHttpServletRequest("POST", "/api/v1/auth/verify-email"));

        assertThat(answer.getStatusCode().value()).isEqualTo(503);
        assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isNotNull();
        assertThat(Objects.requireNonNull(answer.getBody()).getDetail()).contains("may have been done or not");
    }
}
