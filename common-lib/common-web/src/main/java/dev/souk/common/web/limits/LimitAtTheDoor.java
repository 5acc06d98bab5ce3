package dev.souk.common.web.limits;

import com.alibaba.csp.sentinel.adapter.spring.webmvc_v6x.SentinelWebInterceptor;
import com.alibaba.csp.sentinel.adapter.spring.webmvc_v6x.config.SentinelWebMvcConfig;
import com.alibaba.csp.sentinel.slots.block.degrade.DegradeException;
import dev.souk.common.web.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Makes every request a Sentinel resource named {@code METHOD:/path/{pattern}}. The adapter leaves the method away, but a
 * limit for writing must not slow down reading.
 */
final class LimitAtTheDoor extends SentinelWebInterceptor {

    LimitAtTheDoor(ProblemWriter problems) {
        super(refusingWith(problems));
    }

    @Override
    protected String getResourceName(HttpServletRequest request) {
        return request.getMethod() + ":" + super.getResourceName(request);
    }

    private static SentinelWebMvcConfig refusingWith(ProblemWriter problems) {
        SentinelWebMvcConfig config = new SentinelWebMvcConfig();
        config.setBlockExceptionHandler((request, response, resource, refusal) -> {
            if (refusal instanceof DegradeException) {
                problems.unavailable(request, response);
            } else {
                problems.tooManyRequests(request, response);
            }
        });
        return config;
    }
}
