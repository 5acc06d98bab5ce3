package dev.souk.user.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostalAddressTests {

    @Test
    void anAddressNeedsNoSecondLineRegionOrPhone() {
        assertThat(to("Ada Lovelace", "GB").countryCode()).isEqualTo("GB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "Ada\nLovelace", "Ada\u0000", "Ada\u2028Lovelace", "Ada\u001b[31m"})
    void aRecipientIsOneLineOfText(String recipient) {
        assertThatIllegalArgumentException().isThrownBy(() -> to(recipient, "GB"));
    }

    @Test
    void aPartIsNotEndless() {
        assertThatIllegalArgumentException().isThrownBy(() -> to("A".repeat(PostalAddress.LONGEST_PART + 1), "GB"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gb", "UK", "XX", "GBR", "1"})
    void theCountryIsACodeOfIso3166(String countryCode) {
        assertThatIllegalArgumentException().isThrownBy(() -> to("Ada Lovelace", countryCode));
    }

    @Test
    void otherScriptsAreText() {
        assertThat(to("阿达·洛夫莱斯 👩‍💻", "CN").recipient()).startsWith("阿达");
        assertThat(to("\uE000 of a private font", "CN").recipient()).startsWith("\uE000");
    }

    private static PostalAddress to(String recipient, String countryCode) {
        return new PostalAddress(recipient, "12 St James's Square", null, "London", null, "SW1Y 4JH", countryCode,
                null);
    }
}
