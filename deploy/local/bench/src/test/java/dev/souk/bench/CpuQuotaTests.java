package dev.souk.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuQuotaTests {

    @Test
    void aFifthOfAProcessorIsTwentyOfAHundredMilliseconds(@TempDir Path cgroups) throws IOException {
        Files.createFile(Files.createDirectory(cgroups.resolve("cpu")).resolve("cgroup.procs"));

        CpuQuota.ifAllowed(cgroups).orElseThrow().bound(4711, 0.2);

        Path group = cgroups.resolve("cpu/souk-bench-4711");
        assertThat(group.resolve("cpu.cfs_period_us")).hasContent("100000");
        assertThat(group.resolve("cpu.cfs_quota_us")).hasContent("20000");
        assertThat(group.resolve("cgroup.procs")).hasContent("4711");
    }

    @Test
    void theUnifiedHierarchyHasBothInOneFile(@TempDir Path cgroups) throws IOException {
        Files.createFile(cgroups.resolve("cgroup.controllers"));
        Files.createFile(cgroups.resolve("cgroup.procs"));

        CpuQuota.ifAllowed(cgroups).orElseThrow().bound(4711, 0.2);

        assertThat(cgroups.resolve("souk-bench-4711/cpu.max")).hasContent("20000 100000");
    }

    @Test
    void nothingIsBoundedWithoutControlGroups(@TempDir Path none) {
        assertThat(CpuQuota.ifAllowed(none)).isEmpty();
    }
}
