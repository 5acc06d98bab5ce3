package dev.souk.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.engines.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DockerEnginesTests {

    @ParameterizedTest
    @MethodSource("dev.souk.test.DockerEngines#images")
    void testsRunOnTheImagesOfThePlatform(String image) throws IOException {
        Path compose = ProjectRoot.above(Path.of("")).directory().resolve("docker-compose.yml");

        assertThat(Files.readAllLines(compose)).as("images of %s", compose).contains("    image: " + image);
    }
}
