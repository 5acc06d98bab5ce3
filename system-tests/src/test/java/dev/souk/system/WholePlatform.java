package dev.souk.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class the running platform ({@code Platform}, {@code PlatformRunner}, {@code Wiring}), goods to sell
 * ({@code Goods}) and shoppers ({@code Shoppers}) as parameters. The platform is started once for all classes; a test leaves it whole, whatever it broke.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PlatformExtension.class)
@interface WholePlatform {
}
