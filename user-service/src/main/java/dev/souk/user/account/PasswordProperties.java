package dev.souk.user.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The cost of one password hash (Argon2id, RFC 9106). The defaults are the smallest memory among the settings that the OWASP Password
 * Storage Cheat Sheet calls equivalent, so that a container of 200 MiB can hash on every core; measured here on one core: 21 ms
 * with the optimising compiler, 62 ms with C1 only. A hash made with other settings is made anew at its owner's next login.
 *
 * @param memoryKib memory of one hash in KiB
 * @param iterations passes over that memory
 */
@ConfigurationProperties("souk.passwords")
record PasswordProperties(@DefaultValue("7168") int memoryKib, @DefaultValue("5") int iterations) {

    PasswordProperties {
        if (memoryKib < 1024 || iterations < 1) {
            throw new IllegalArgumentException(
                    "souk.passwords needs memory-kib of 1024 or more and iterations of 1 or more");
        }
    }
}
