package dev.souk.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.engines.ProjectRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class SecretStoreTests {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void secretsAreRandomPerHomeAndStayTheSame() {
        PlatformSecrets first = new SecretStore(home("one")).load();

        assertThat(new SecretStore(home("one")).load()).isEqualTo(first);
        assertThat(new SecretStore(home("two")).load()).isNotEqualTo(first);
    }

    @Test
    void theFirstCallsOfSeveralCommandsAtOnceGetTheSame() {
        Set<PlatformSecrets> seen = IntStream.range(0, 16).parallel()
                .mapToObj(_ -> new SecretStore(home("one")).load())
                .collect(Collectors.toSet());

        assertThat(seen).hasSize(1);
    }

    @Test
    void aCommandThatOnlyLooksWritesNothing() throws Exception {
        new SecretStore(home("one")).load();
        FileTime longAgo = FileTime.fromMillis(0);
        Files.setLastModifiedTime(home("one").secrets(), longAgo);
        Files.setLastModifiedTime(home("one").credentials(), longAgo);

        new SecretStore(home("one")).load();

        assertThat(Files.getLastModifiedTime(home("one").secrets())).isEqualTo(longAgo);
        assertThat(Files.getLastModifiedTime(home("one").credentials())).isEqualTo(longAgo);
    }

    @Test
    void nobodyElseCanReadThem() throws Exception {
        new SecretStore(home("one")).load();

        for (Path file : new Path[]{home("one").secrets(), home("one").credentials()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        }
    }

    @Test
    void theDemonstrationUsersAreListedForPeople() throws Exception {
        new SecretStore(home("one")).load();

        Map<?, ?> credentials = new JsonMapper().readValue(Files.readString(home("one").credentials()), Map.class);
        assertThat(credentials.keySet()).map(Object::toString)
                .containsExactly("shopper@souk.test", "operator@souk.test", "admin@souk.test");
    }

    @Test
    void aServiceIsToldItsOwnSecretsOnly() {
        PlatformSecrets secrets = new SecretStore(home("one")).load();
        ServiceEnvironment environment = new ServiceEnvironment(home("one"), PlatformPorts.defaults(), secrets);

        Map<String, String> ofInventory = environment.of(
                Service.INVENTORY, InstancePorts.first(Service.INVENTORY, PlatformPorts.defaults()));

        assertThat(ofInventory).containsEntry("SOUK_DB_USER", "inventory").containsEntry("SERVER_PORT", "8105")
                .containsEntry("SOUK_MANAGEMENT_PORT", "9105").containsEntry("SPRING_PROFILES_ACTIVE", "local");
        assertThat(ofInventory.values()).doesNotContain(
                secrets.webhook(), secrets.keyEncryption(), secrets.ofService(Service.NOTIFICATION),
                secrets.engines().s3SecretKey(), secrets.engines().postgresPassword(),
                secrets.engines().databasePasswords().get("orders"));
    }

    @Test
    void theFileForContainersHoldsEverySecretThatComposeAsksFor() throws Exception {
        Path root = ProjectRoot.above(Path.of("")).directory();
        String compose = Files.readString(root.resolve("docker-compose.yml"));
        Map<String, String> variables = ComposeEnvironment.variables(new SecretStore(home("one")).load());

        Pattern.compile("\\$\\{(SOUK_\\w+)[:}?](?!-)").matcher(compose).results()
                .map(match -> match.group(1))
                .forEach(name -> assertThat(variables).containsKey(name));
    }

    private PlatformHome home(String name) {
        return new PlatformHome(new ProjectRoot(directory), directory.resolve(name));
    }
}
