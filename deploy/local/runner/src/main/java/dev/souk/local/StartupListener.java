package dev.souk.local;

import java.time.Duration;
import java.util.List;

/** Is told how a start goes on; calls come from several threads, one at a time for each program. */
public interface StartupListener {

    void planned(List<String> programs);

    void starting(String program);

    void ready(String program, Duration took);

    /** It ran before and was left alone. */
    void unchanged(String program);

    void failed(String program, String reason);

    /** Hears nothing. */
    static StartupListener silent() {
        return new StartupListener() {
            @Override
            public void planned(List<String> programs) {
            }

            @Override
            public void starting(String program) {
            }

            @Override
            public void ready(String program, Duration took) {
            }

            @Override
            public void unchanged(String program) {
            }

            @Override
            public void failed(String program, String reason) {
            }
        };
    }
}
