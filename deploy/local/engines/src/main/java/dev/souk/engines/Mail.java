package dev.souk.engines;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** GreenMail: takes mail for anybody and keeps it in memory until it stops. */
final class Mail implements Engine.Recipe {

    @Override
    public Program prepare(EngineSettings settings) {
        int smtp = settings.ports().smtp();
        int api = settings.ports().mailApi();
        EngineFiles.directory(settings.dataDirectory());
        Path home = EngineFiles.directory(settings.dataDirectory().resolve("mail"));
        JvmCommand jvm = new JvmCommand(Engine.MAIL, ClassPath.ofModule(settings.root(), "engine-mail"), 64,
                settings.tuning())
                .property("greenmail.smtp.hostname", "127.0.0.1").property("greenmail.smtp.port", smtp)
                .property("greenmail.api.hostname", "127.0.0.1").property("greenmail.api.port", api)
                .property("greenmail.auth.disabled", "");
        return new Program(Engine.MAIL.programName(),
                jvm.run("com.icegreen.greenmail.standalone.GreenMailStandaloneRunner"), jvm.environment(), home,
                settings.logDirectory().resolve("mail.log"), List.of(smtp, api),
                Readiness.tcp(smtp)
                        .and(Readiness.http(URI.create("http://127.0.0.1:%d/api/service/readiness".formatted(api)))),
                Duration.ofSeconds(60));
    }
}
