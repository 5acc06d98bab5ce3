package dev.souk.local.demo;

/** A step did not end as it should: the rest of its scene makes no sense. */
final class StepFailed extends RuntimeException {

    StepFailed(String message) {
        super(message);
    }
}
