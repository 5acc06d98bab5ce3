package dev.souk.user.web;

import dev.souk.user.Api;
import dev.souk.user.RunningUserService;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@RunningUserService
class AddressTests {

    private static final String PATH = "/api/v1/users/me/addresses";

    @Autowired
    private Api api;

    @Test
    void anAddressCanBeAddedReadChangedAndRemoved() {
        String token = api.shopper().tokens().accessToken();
        String address = add(token);

        api.get(address, token).expectStatus().isOk().expectBody().jsonPath("$.city").isEqualTo("London");
        api.put(address, with("city", "Oxford"), token).expectStatus().isOk().expectBody()
                .jsonPath("$.city").isEqualTo("Oxford");
        api.get(PATH, token).expectStatus().isOk().expectBody()
                .jsonPath("$.items.length()").isEqualTo(1)
                .jsonPath("$.items[0].city").isEqualTo("Oxford")
                .jsonPath("$.items[0].countryCode").isEqualTo("GB");
        api.delete(address, token).expectStatus().isNoContent();
        api.get(address, token).expectStatus().isNotFound();
    }

    @Test
    void anotherPersonsAddressIsNotThere() {
        String owner = api.shopper().tokens().accessToken();
        String address = add(owner);
        String stranger = api.shopper().tokens().accessToken();

        api.get(address, stranger).expectStatus().isNotFound();
        api.put(address, with("city", "Oxford"), stranger).expectStatus().isNotFound();
        api.delete(address, stranger).expectStatus().isNotFound();

        api.get(address, owner).expectStatus().isOk().expectBody().jsonPath("$.city").isEqualTo("London");
    }

    @Test
    void anAddressThatNeverWasGetsTheSameAnswerAsAnothersAddress() {
        String token = api.shopper().tokens().accessToken();

        api.get(PATH + "/" + UUID.randomUUID(), token).expectStatus().isNotFound().expectBody()
                .jsonPath("$.type").isEqualTo("https://souk.dev/problems/address-not-found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            recipient   | ''
            line1       | ''
            city        | ''
            postalCode  | ''
            countryCode | gb
            countryCode | UK
            countryCode | ''
            postalCode  | 123456789012345678901
            phone       | 1234567890123456789012345678901
            """)
    void aBadPartIsRefusedByName(String part, String value) {
        String token = api.shopper().tokens().accessToken();

        api.post(PATH, with(part, value), token).expectStatus().isBadRequest().expectBody()
                .jsonPath("$.errors[0].pointer").isEqualTo("/" + part);
    }

    @Test
    void controlCharactersAreRefusedByName() {
        String token = api.shopper().tokens().accessToken();

        api.post(PATH, with("recipient", "Ada\r\nLovelace"), token).expectStatus().isBadRequest().expectBody()
                .jsonPath("$.errors[0].pointer").isEqualTo("/recipient");
        api.post(PATH, with("city", "Lon\u0000don"), token).expectStatus().isBadRequest();
    }

    @Test
    void aCharacterOfAPrivateFontIsText() {
        String token = api.shopper().tokens().accessToken();

        api.post(PATH, with("line1", "\uE000"), token).expectStatus().isCreated();
    }

    @Test
    void nobodyCanWriteIntoAnothersBookByNamingTheOwner() {
        String token = api.shopper().tokens().accessToken();

        api.post(PATH, with("userId", UUID.randomUUID().toString()), token).expectStatus().isBadRequest();
    }

    @Test
    void aBookHoldsFiftyAddresses() {
        String token = api.shopper().tokens().accessToken();
        for (int added = 0; added < 50; added++) {
            add(token);
        }

        api.post(PATH, with("city", "Oxford"), token).expectStatus().isEqualTo(409);
    }

    private String add(String token) {
        return PATH + "/" + Api.json(api.post(PATH, with("city", "London"), token)
                .expectStatus().isCreated().expectHeader().exists("Location")).get("id");
    }

    private static Map<String, Object> with(String part, String value) {
        Map<String, Object> address = new HashMap<>(Map.of("recipient", "Ada Lovelace", "line1",
                "12 St James's Square", "city", "London", "postalCode", "SW1Y 4JH", "countryCode", "GB"));
        address.put(part, value);
        return address;
    }
}
