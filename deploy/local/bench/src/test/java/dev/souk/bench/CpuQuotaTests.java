package dev.souk.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuQuotaTests {

    @TempDir
    private Path cgroups = Path.of("");

    @TempDir
    private Path proc = Path.of("");

    @Test
    void aFifthOfAProcessorIsTwentyOfAHundredMilliseconds() throws IOException {
        group("cpu");

        bounded("1:cpu:/");

        Path group = cgroups.resolve("cpu/souk-bench-4711");
        assertThat(group.resolve("cpu.cfs_period_us")).hasContent("100000");
        assertThat(group.resolve("cpu.cfs_quota_us")).hasContent("20000");
        assertThat(group.resolve("cgroup.procs")).hasContent("4711");
    }

    @Test
    void theUnifiedHierarchyHasBothInOneFile() throws IOException {
        unified("cpuset cpu io");

        bounded("0::/");

        assertThat(cgroups.resolve("souk-bench-4711/cpu.max")).hasContent("20000 100000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cpuset io memory"})
    void nothingIsBoundedWhereTheUnifiedHierarchyHandsNoProcessorTimeDown(String controllers) throws IOException {
        unified(controllers);

        assertThat(CpuQuota.ifAllowed(cgroups, proc)).isEmpty();
    }

    @Test
    void nothingIsBoundedWithoutControlGroups() {
        assertThat(CpuQuota.ifAllowed(cgroups, proc)).isEmpty();
    }

    @Test
    void aProcessGoesBackToTheGroupThatItCameFrom() throws IOException {
        group("cpu");
        group("cpu/user/shell");

        assertGoesBackTo("cpu/user/shell", bounded("3:memory:/elsewhere", "1:cpuacct,cpu:/user/shell", "0::/"));
    }

    @Test
    void inTheUnifiedHierarchyAProcessGoesBackToTheGroupThatItCameFrom() throws IOException {
        unified("cpu");
        group("user/shell");

        assertGoesBackTo("user/shell", bounded("0::/user/shell"));
    }

    /** Its own cannot be seen from within a container. */
    @Test
    void aProcessOfAGroupThatIsNotHereGoesToTheRoot() throws IOException {
        group("cpu");

        assertGoesBackTo("cpu", bounded("1:cpu:/../of/the/host"));
    }

    private void assertGoesBackTo(String group, CpuQuota quota) {
        assertThatThrownBy(quota::close).as("only a real control group can be removed with its files")
                .isInstanceOf(UncheckedIOException.class);
        assertThat(cgroups.resolve(group).resolve("cgroup.procs")).hasContent("4711");
    }

    private CpuQuota bounded(String... groups) throws IOException {
        Files.writeString(Files.createDirectory(proc.resolve("4711")).resolve("cgroup"), String.join("\n", groups));
        CpuQuota quota = CpuQuota.ifAllowed(cgroups, proc).orElseThrow();
        quota.bound(4711, 0.2);
        return quota;
    }

    private void unified(String controllersOfChildren) throws IOException {
        group("");
        Files.createFile(cgroups.resolve("cgroup.controllers"));
        Files.writeString(cgroups.resolve("cgroup.subtree_control"), controllersOfChildren + "\n");
    }

    private void group(String name) throws IOException {
        Files.createFile(Files.createDirectories(cgroups.resolve(name)).resolve("cgroup.procs"));
    }
}
