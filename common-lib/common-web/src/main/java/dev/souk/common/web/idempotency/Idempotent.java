package dev.souk.common.web.idempotency;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a controller method that calls {@link IdempotentRequests}: while a request is being answered, another one of the same
 * caller with the same {@code Idempotency-Key} is refused with 409 at any instance, before it costs a connection to the database
 * or a call to another service. That is known from Redis, where there is one, and saves work only: without Redis
 * {@link IdempotentRequests} refuses it a little later, and it alone gives the effect its once.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {
}
