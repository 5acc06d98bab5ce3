package dev.souk.test;

import dev.souk.engines.Engine;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives the Spring context of a test the engines that it names, by the settings that the platform's services read:
 * {@code SOUK_DB_URL}, {@code SOUK_KAFKA_BOOTSTRAP} and so on.
 *
 * <p>Each context has an empty database and a topic prefix of its own; Redis, Elasticsearch, S3 and mail are shared, so
 * tests make their keys, indices and addresses unique ({@link TestNames}). Nacos is switched off unless it is named.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface SoukEngines {

    Engine[] value();
}
