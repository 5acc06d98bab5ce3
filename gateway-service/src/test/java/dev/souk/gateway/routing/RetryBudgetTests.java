package dev.souk.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class RetryBudgetTests {

    @Test
    void retriesAreAShareOfTheRequestsAndAFewMore() {
        RetryBudget budget = new RetryBudget(new RetryProperties(20, 1, 3));

        IntStream.range(0, 40).forEach(request -> budget.request());

        assertThat(IntStream.range(0, 100).filter(retry -> budget.spend()).count()).isBetween(9L, 11L);
    }

    @Test
    void whatIsNotSpentIsNotSavedForEver() {
        RetryBudget budget = new RetryBudget(new RetryProperties(20, 1, 3));

        IntStream.range(0, 100_000).forEach(request -> budget.request());

        assertThat(IntStream.range(0, 100).filter(retry -> budget.spend()).count()).isBetween(10L, 12L);
    }
}
