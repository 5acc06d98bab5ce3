package dev.souk.common.web.client;

import java.util.function.Function;
import java.util.function.Supplier;

import com.alibaba.csp.sentinel.Entry;
import com.alibaba.csp.sentinel.EntryType;
import com.alibaba.csp.sentinel.ResourceTypeConstants;
import com.alibaba.csp.sentinel.SphU;
import com.alibaba.csp.sentinel.Tracer;
import com.alibaba.csp.sentinel.slots.block.BlockException;
import feign.FeignException;
import org.springframework.cloud.client.circuitbreaker.CircuitBreaker;

/**
 * Guards one method of a Feign client by the Sentinel rules (flow, thread count, degrade) of its resource, which is named
 * {@code <service>#<method>}. What the other side refuses with 4xx is an answer and no failure; everything else is
 * {@link DependencyUnavailable}.
 */
final class SentinelCircuitBreaker implements CircuitBreaker {

    private final String resource;
    private final String service;

    SentinelCircuitBreaker(String resource, String service) {
        this.resource = resource;
        this.service = service;
    }

    @Override
    public <T> T run(Supplier<T> call) {
        return run(call, failure -> {
            throw failure instanceof RuntimeException refusal ? refusal : new DependencyUnavailable(service, failure);
        });
    }

    @Override
    public <T> T run(Supplier<T> call, Function<Throwable, T> fallback) {
        try {
            return guarded(call);
        } catch (FeignException.FeignClientException answer) {
            return fallback.apply(answer);
        } catch (DependencyUnavailable unavailable) {
            return fallback.apply(unavailable);
        } catch (FeignException | BlockException failure) {
            return fallback.apply(new DependencyUnavailable(service, failure));
        }
    }

    private <T> T guarded(Supplier<T> call) throws BlockException {
        Entry entry = SphU.entry(resource, ResourceTypeConstants.COMMON_RPC, EntryType.OUT);
        try {
            return call.get();
        } catch (FeignException.FeignClientException answer) {
            throw answer;
        } catch (RuntimeException failure) {
            Tracer.traceEntry(failure, entry);
            throw failure;
        } finally {
            entry.exit();
        }
    }
}
