package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.engines.ProjectRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The type of a problem is a promise: whoever meets one finds it on the page. */
class ProblemPageTests {

    private static final Path ROOT = ProjectRoot.above(Path.of("")).directory();
    private static final Pattern IN_CODE = Pattern.compile("HttpStatus\\.[A-Z_]+,\\s*\"([a-z]+(?:-[a-z]+)*)\"");

    @Test
    void everyProblemOfTheCodeIsExplained() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/problems.md"));

        assertThat(problemsInCode()).hasSizeGreaterThan(40)
                .allSatisfy(problem -> assertThat(page).contains("`" + problem + "`"));
    }

    private static List<String> problemsInCode() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().contains("/src/main/") && file.toString().endsWith(".java"))
                    .flatMap(file -> IN_CODE.matcher(read(file)).results())
                    .map(found -> found.group(1)).distinct().toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
