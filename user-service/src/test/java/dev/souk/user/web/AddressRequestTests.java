package dev.souk.user.web;

import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.souk.user.web.AddressController.AddressRequest;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AddressRequestTests {

    @Test
    void whatPassesTheChecksOfARequestIsAnAddress() {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            Validator validator = factory.getValidator();
            // beyond the first plane long runs are of one kind
            IntStream.rangeClosed(Character.MIN_CODE_POINT, Character.MAX_CODE_POINT)
                    .filter(code -> Character.isBmpCodePoint(code) || code % 101 == 0)
                    .mapToObj(Character::toString)
                    .filter(text -> validator.validateValue(AddressRequest.class, "line1", text).isEmpty())
                    .forEach(text -> assertThatNoException().as("U+%04X", text.codePointAt(0))
                            .isThrownBy(with(text)::toAddress));
        }
    }

    private static AddressRequest with(String line1) {
        return new AddressRequest("Ada Lovelace", line1, line1, "London", line1, "SW1Y 4JH", "GB", line1);
    }
}
