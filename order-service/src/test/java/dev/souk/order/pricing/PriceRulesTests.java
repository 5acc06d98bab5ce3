package dev.souk.order.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import dev.souk.common.money.Money;

/** What an operator writes into {@code souk.pricing}. */
class PriceRulesTests {

    private final TreeMap<String, Object> written = new TreeMap<>();
    private final StandardEnvironment environment = new StandardEnvironment();

    PriceRulesTests() {
        environment.getPropertySources().addFirst(new MapPropertySource("nacos", written));
    }

    @Test
    void withoutRulesShippingIsFreeAndNoTaxIsStated() {
        PriceRules rules = new LivePriceRules(environment).current();

        assertThat(rules.taxIncluded()).isTrue();
        assertThat(rules.taxIn("CH").partsPerMillion()).isZero();
        assertThat(rules.shippingTo("CH", Money.of(1, "USD"))).isEqualTo(Money.of(0, "USD"));
    }

    @Test
    void theFirstRuleForCountryAndCurrencyCounts() {
        written.put("souk.pricing.shipping[0].countries", "CH, LI");
        written.put("souk.pricing.shipping[0].currency", "CHF");
        written.put("souk.pricing.shipping[0].price", 700);
        written.put("souk.pricing.shipping[0].free-from", 5000);
        written.put("souk.pricing.shipping[1].currency", "CHF");
        written.put("souk.pricing.shipping[1].price", 2500);
        written.put("souk.pricing.taxes[0].countries", "CH");
        written.put("souk.pricing.taxes[0].percent", 8.1);
        written.put("souk.pricing.tax-included", false);

        PriceRules rules = new LivePriceRules(environment).current();

        assertThat(rules.shippingTo("LI", Money.of(4_999, "CHF")).amount()).isEqualTo(700);
        assertThat(rules.shippingTo("LI", Money.of(5_000, "CHF")).amount()).isZero();
        assertThat(rules.shippingTo("US", Money.of(5_000, "CHF")).amount()).isEqualTo(2_500);
        assertThatThrownBy(() -> rules.shippingTo("CH", Money.of(1, "USD"))).isInstanceOf(NotDeliverable.class)
                .hasMessageContaining("USD").hasMessageContaining("CH");
        assertThat(rules.taxIn("CH").partsPerMillion()).isEqualTo(81_000);
        assertThat(rules.taxIncluded()).isFalse();
    }

    @Test
    void aChangeTakesEffectAndAFaultyOneIsRefusedAsAWhole() {
        LivePriceRules live = new LivePriceRules(environment);
        written.put("souk.pricing.tax-included", false);
        live.changed(new EnvironmentChangeEvent(Set.of("souk.pricing.tax-included")));
        assertThat(live.current().taxIncluded()).isFalse();

        written.put("souk.pricing.tax-included", true);
        written.put("souk.pricing.taxes[0].countries", "CH");
        written.put("souk.pricing.taxes[0].percent", -1);
        live.changed(new EnvironmentChangeEvent(Set.of("souk.pricing.taxes[0].percent")));
        assertThat(live.current().taxIncluded()).as("the former rules").isFalse();
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', textBlock = """
            shipping[0].price        | -1
            shipping[0].free-from    | -1
            shipping[0].currency     | money
            shipping[0].countries    | ch
            shipping[0].countries    | false
            taxes[0].percent         | 100.1
            taxes[0].percent         | 1.00001
            taxes[0].countries       | CHE
            taxes[1].countries       | CH
            """)
    void noServiceStartsWithFaultyRules(String name, String value) {
        written.put("souk.pricing.shipping[0].currency", "CHF");
        written.put("souk.pricing.shipping[0].price", "1");
        written.put("souk.pricing.taxes[0].countries", "CH");
        written.put("souk.pricing.taxes[0].percent", "1");
        written.put("souk.pricing.taxes[1].countries", "LI");
        written.put("souk.pricing.taxes[1].percent", "1");
        new LivePriceRules(environment);
        written.put("souk.pricing." + name, value);

        assertThatThrownBy(() -> new LivePriceRules(environment)).isInstanceOf(BindException.class);
    }
}
