package dev.souk.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceInstanceTests {

    @Test
    void theFirstInstanceIsNamedAsItsService() {
        assertThat(ServiceInstance.named("order-service")).contains(ServiceInstance.first(Service.ORDER));
        assertThat(ServiceInstance.first(Service.ORDER).name()).isEqualTo("order-service");
    }

    @Test
    void furtherInstancesAreNumbered() {
        assertThat(ServiceInstance.named("job-scheduler-2")).contains(new ServiceInstance(Service.JOBS, 2));
        assertThat(new ServiceInstance(Service.JOBS, 2).name()).isEqualTo("job-scheduler-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "order", "order-service-1", "order-service-0", "order-service-99999999999", "order-service-", "postgres",
            "job-trigger", "service-training", ""})
    void whatIsNoNameOfAnInstanceIsNone(String program) {
        assertThat(ServiceInstance.named(program)).isEmpty();
    }
}
