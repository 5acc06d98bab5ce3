package dev.souk.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.local.api.SoukApi;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadTests {

    /** Load that is missing must not pass for load that was served. */
    @Test
    void aVisitThatCannotBeMadeIsAFinding() {
        SoukApi nobody = SoukApi.at(URI.create("http://127.0.0.1:1"));
        Market withoutShoppers = new Market(nobody, Customer.operator(nobody, new ShopperLog(Clock.systemUTC())),
                List.of(),
                List.of(), "hot");
        Load load = new Load(withoutShoppers);

        load.run(List.of(new Visit(Visit.Purpose.BUY, Duration.ZERO, 0, 0, "tok_visa", Duration.ZERO)),
                System.nanoTime());

        assertThat(load.findings()).singleElement().asString().startsWith("visits-can-be-made: BUY");
    }
}
