package dev.souk.gateway.routing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.gateway.settings.InvalidDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The metadata that an operator may give a route; that a faulty list takes no route away is tested with a real Nacos. */
class LiveRoutesTests {

    @ParameterizedTest
    @CsvSource({"response-timeout, 5000", "response-timeout, -1", "connect-timeout, 500", "max-body-size, 64MB",
            "max-body-size, 1024"})
    void metadataInTheirFormAreTaken(String name, String value) {
        assertThatCode(() -> LiveRoutes.checkMetadata("a", name, value)).doesNotThrowAnyException();
    }

    /** Netty knows no connection attempt without a limit. */
    @ParameterizedTest
    @CsvSource({"response-timeout, 5s", "response-timeout, 0", "connect-timeout, -1", "max-body-size, 64 elephants",
            "max-body-sise, 1MB"})
    void aRefusalNamesTheRouteAndWhatMetadataThereAreInWhichForm(String name, String value) {
        assertThatThrownBy(() -> LiveRoutes.checkMetadata("catalogue", name, value))
                .isInstanceOf(InvalidDocument.class)
                .hasMessageContaining("route catalogue cannot have the metadata " + name + ": " + value)
                .hasMessageContaining("response-timeout (1 to 99999999 milliseconds, or -1 for no limit)")
                .hasMessageContaining("connect-timeout (1 to 99999999 milliseconds)")
                .hasMessageContaining("max-body-size").hasMessageContaining("KB, MB or GB");
    }
}
