package dev.souk.product.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.souk.common.money.Money;
import dev.souk.product.catalogue.FeedProduct;
import dev.souk.product.catalogue.InvalidProduct;
import dev.souk.product.catalogue.Sale;
import dev.souk.product.config.TestJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedParserTests {

    private final FeedParser parser = new FeedParser(TestJson.objects());

    @Test
    void aLineBecomesAProduct() {
        FeedProduct product = parse(
                """
                        {"id": "42", "title": "Radio", "name": "R-1", "brand": "Acme", "description": "Plays", "gtin": ["1", "2"],
                         "price": "49.95 USD", "image_link": "http://x/y.jpg", "quantity": 5,
                         "attributes": {"product_type": "Kitchen radio", "colour": "Red", "bands": 2, "dab": true, "none": null}}
                        """);
        assertThat(product.externalId()).isEqualTo("42");
        assertThat(product.categoryNames()).containsExactly("Kitchen radio");
        assertThat(product.details().category().value()).isEqualTo("kitchen-radio");
        assertThat(product.details().brand()).isEqualTo("Acme");
        assertThat(product.details().variants()).singleElement().satisfies(variant -> {
            assertThat(variant.sku().value()).isEqualTo("42");
            assertThat(variant.listPrice()).isEqualTo(Money.of(4995, "USD"));
            assertThat(variant.sales()).isEmpty();
        });
        assertThat(product.details().attributes().values()).containsEntry("colour", "Red").containsEntry("bands", 2)
                .containsEntry("dab", true).containsEntry("model", "R-1").containsEntry("gtin", "1, 2")
                .doesNotContainKey("none");
    }

    @Test
    void aCategoryOfTheFeedIsAPathOfNames() {
        assertThat(parse(line("\"category\": \"Audio > In-ear headphones\"")).details().category().value())
                .isEqualTo("audio/in-ear-headphones");
    }

    @ParameterizedTest
    @CsvSource({"1", "12", "''"})
    void aProductTypeThatSaysNothingIsOther(String type) {
        assertThat(parse(line("\"attributes\": {\"product_type\": \"" + type + "\"}")).categoryNames())
                .containsExactly("Other");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "not json|",
            "[]|",
            "null|",
            "{} {}|",
            "{\"id\": \"1\", \"title\": \"T\", \"price\": \"1 USD\", \"id\": \"2\"}|",
            "{\"id\": \"1\", \"title\": \"T\", \"price\": \"1 USD\", \"attributes\": {\"a\": 1, \"a\": 2}}|",
            "{\"id\": \"1\", \"title\": \"T\", \"price\": \"٤٩ USD\"}|/price",
            "{\"title\": \"T\", \"price\": \"1 USD\"}|/id",
            "{\"id\": \"a b\", \"title\": \"T\", \"price\": \"1 USD\"}|/id",
            "{\"id\": \"1\", \"title\": \"a\\u0000b\", \"price\": \"1 USD\"}|/title",
            "{\"id\": \"1\", \"title\": \"T\", \"price\": \"1 USD\", \"category\": \"A > b\\u0000c\"}|/category",
            "{\"id\": \"1\", \"title\": \"T\", \"price\": \"1 USD\", \"attributes\": {\"a\\u0000b\": 1}}|/attributes",
            "{\"id\": \"1\", \"title\": \"T\", \"price\": \"1 USD\", \"attributes\": {\"a/b\": {}}}|/attributes/a~1b",
            "{\"id\": \"1\", \"title\": \"T\", \"price\": \"1 USD\", \"attributes\": {\"a\": 1e400}}|/attributes/a",
            "{\"id\": \"1\", \"price\": \"1 USD\"}|/title",
            "{\"id\": \"1\", \"title\": \" \", \"price\": \"1 USD\"}|/title",
            "{\"id\": \"1\", \"title\": [], \"price\": \"1 USD\"}|/title",
            "{\"id\": \"1\", \"title\": \"T\"}|/price",
            "{\"id\": \"1\", \"title\": \"T\", \"price\": \"-1 USD\"}|/price",
            "{\"id\": \"1\", \"title\": \"T\", \"price\": \"1 USD\", \"category\": \"!\"}|/category",
            "{\"id\": \"1\", \"title\": \"T\", \"price\": \"1 USD\", \"attributes\": {\"a\": {}}}|/attributes/a"})
    void aBadRowSaysWhatIsWrong(String line, String pointer) {
        assertThatExceptionOfType(InvalidProduct.class).isThrownBy(() -> parse(line))
                .withMessageNotContainingAny("java.", "Feature", "REDACTED")
                .matches(invalid -> invalid.pointer().equals(pointer == null ? "" : pointer));
    }

    @Test
    void aKeyThatComesTwiceIsNamedAsWhatItIs() {
        assertThatExceptionOfType(InvalidProduct.class).isThrownBy(() -> parse(line("\"title\": \"Other\"")))
                .withMessageContaining("a key comes for the second time");
    }

    /** Another hash of the same line would have the next import undo what operators edited. */
    @Test
    void theHashOfALineIsTheSameInEachRelease() {
        assertThat(parse(line("\"sale_price\": \"0.75 USD\", \"sale_price_effective_date\": "
                + "\"2026-11-26T23:00Z/2026-11-30T23:00Z\"")).hash()).asHexString()
                .isEqualToIgnoringCase("9b93d6931c98a686ca267f74e9d9a3094f7fd405d1217537069a2b901cfadd72");
    }

    @ParameterizedTest
    @CsvSource({"2026-11-27T00:00+01:00/2026-12-01T00:00+01:00", "2026-11-26T23:00:00Z/2026-11-30T23:00:00Z",
            "2026-11-26T18:00-0500 / 2026-11-30T18:00:00-0500", "2026-11-27T00:00+01/2026-12-01T00:00+01"})
    void aSalePriceHoldsInItsInterval(String interval) {
        FeedProduct product = parse(line("\"sale_price\": \"0.75 USD\", \"sale_price_effective_date\": \"" + interval
                + "\""));
        assertThat(product.details().variants().getFirst().sales()).containsExactly(new Sale(Money.of(75, "USD"),
                Instant.parse("2026-11-26T23:00:00Z"), Instant.parse("2026-11-30T23:00:00Z"), true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "0.75|2026-11-27T00:00Z/2026-12-01T00:00Z|/sale_price",
            "0.75 EUR|2026-11-27T00:00Z/2026-12-01T00:00Z|/sale_price",
            "1.01 USD|2026-11-27T00:00Z/2026-12-01T00:00Z|/sale_price",
            "-1 USD|2026-11-27T00:00Z/2026-12-01T00:00Z|/sale_price",
            "0.75 USD||/sale_price_effective_date",
            "0.75 USD|2026-11-27T00:00Z|/sale_price_effective_date",
            "0.75 USD|2026-11-27T00:00/2026-12-01T00:00|/sale_price_effective_date",
            "0.75 USD|2026-11-27/2026-12-01|/sale_price_effective_date",
            "0.75 USD|2026-12-01T00:00Z/2026-11-27T00:00Z|/sale_price_effective_date",
            "0.75 USD|+999999999-01-01T00:00Z/+999999999-12-01T00:00Z|/sale_price_effective_date"})
    void aSaleThatCannotBeIsABadRow(String price, @Nullable String interval, String pointer) {
        assertThatExceptionOfType(InvalidProduct.class)
                .isThrownBy(() -> parse(line("\"sale_price\": \"" + price + "\", \"sale_price_effective_date\": \""
                        + (interval == null ? "" : interval) + "\"")))
                .matches(invalid -> invalid.pointer().equals(pointer));
    }

    @Test
    void aLineThatWasTooLongIsABadRow() {
        assertThatExceptionOfType(InvalidProduct.class).isThrownBy(() -> parser.parse(new FeedLine(1, null)));
    }

    @Test
    void theHashSeesWhatTheCatalogueTakesAndNothingElse() {
        byte[] hash = parse(line("\"brand\": \"A\"")).hash();
        assertThat(parse(line("\"image_link\": \"x\", \"brand\":   \"A\"")).hash()).isEqualTo(hash);
        assertThat(parse(line("\"brand\": \"B\"")).hash()).isNotEqualTo(hash);
        assertThat(parse(line("\"brand\": \"A\", \"attributes\": {\"a\": 1}")).hash()).isNotEqualTo(hash);
        assertThat(parse(line("\"brand\": \"A\"").replace("1 USD", "2 USD")).hash()).isNotEqualTo(hash);
        assertThat(parse(line("\"brand\": \"A\", \"sale_price\": \"0.5 USD\", "
                + "\"sale_price_effective_date\": \"2026-11-27T00:00Z/2026-12-01T00:00Z\"")).hash()).isNotEqualTo(hash);
    }

    private static String line(String more) {
        return "{\"id\": \"1\", \"title\": \"T\", \"price\": \"1 USD\", " + more + "}";
    }

    private FeedProduct parse(String line) {
        return parser.parse(new FeedLine(1, line.getBytes(StandardCharsets.UTF_8)));
    }
}
