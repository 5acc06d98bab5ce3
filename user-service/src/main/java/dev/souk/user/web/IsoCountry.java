package dev.souk.user.web;

import dev.souk.user.address.PostalAddress;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** An assigned country code of ISO 3166-1 alpha-2, in capitals. */
@Constraint(validatedBy = IsoCountry.Validator.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@interface IsoCountry {

    String message() default "must be a country code of ISO 3166-1 alpha-2, such as DE";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Leaves a missing code to {@code @NotNull}. */
    final class Validator implements ConstraintValidator<IsoCountry, String> {

        @Override
        public boolean isValid(@Nullable String code, ConstraintValidatorContext context) {
            return code == null || PostalAddress.isCountry(code);
        }
    }
}
