package dev.souk.common.service.startup;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells the operator what to set instead of showing a stack trace. */
final class UnsafeSecretsAnalyzer extends AbstractFailureAnalyzer<UnsafeSecrets> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnsafeSecrets unsafe) {
        return new FailureAnalysis("Refusing to start:\n  - " + String.join("\n  - ", unsafe.faults()),
                "Set each of them in the environment to a random value (openssl rand -base64 32). On a laptop activate the"
                        + " profile local instead.",
                unsafe);
    }
}
