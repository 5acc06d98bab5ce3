package dev.souk.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;

import com.alibaba.csp.sentinel.slots.block.degrade.DegradeException;
import com.alibaba.csp.sentinel.slots.block.flow.FlowException;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.Exceptions;

class FailuresAsProblemsTests {

    @Test
    void aLimitIs429AndAnOpenCircuitIs503() {
        assertThat(FailuresAsProblems.refusalFor(Exceptions.propagate(new FlowException("order-service"))))
                .isEqualTo(Refusal.TOO_MANY_REQUESTS);
        assertThat(FailuresAsProblems.refusalFor(Exceptions.propagate(new DegradeException("order-service"))))
                .isEqualTo(Refusal.UNAVAILABLE);
    }

    @Test
    void whatWasRefusedBeforeItWasSentMayBeRepeatedAndWhatBrokeOffMayNot() {
        assertThat(FailuresAsProblems.refusalFor(new ConnectException())).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(FailuresAsProblems.refusalFor(new IOException())).isEqualTo(Refusal.BAD_GATEWAY);
    }

    @Test
    void theCauseDecides() {
        assertThat(FailuresAsProblems.refusalFor(new IllegalStateException(new Refused(Refusal.TOO_LARGE))))
                .isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void aStatusKeepsItsMeaning() {
        assertThat(FailuresAsProblems.refusalFor(new ResponseStatusException(HttpStatus.NOT_FOUND)))
                .isEqualTo(Refusal.NOT_FOUND);
        assertThat(FailuresAsProblems.refusalFor(new ResponseStatusException(HttpStatus.CONFLICT)))
                .isEqualTo(Refusal.INVALID_REQUEST);
    }

    @Test
    void aBugIsOurFault() {
        assertThat(FailuresAsProblems.refusalFor(new IllegalStateException("bug"))).isEqualTo(Refusal.INTERNAL_ERROR);
    }
}
