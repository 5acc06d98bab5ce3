package dev.souk.engines;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/** S3Proxy over a directory: every directory in it is a bucket. */
final class S3 implements Engine.Recipe {

    private static final String MEDIA_BUCKET = "souk-media";

    @Override
    public Program prepare(EngineSettings settings) {
        EngineFiles.directory(settings.dataDirectory());
        Path home = EngineFiles.directory(settings.dataDirectory().resolve("s3"));
        Path buckets = EngineFiles.directory(home.resolve("buckets"));
        EngineFiles.directory(buckets.resolve(MEDIA_BUCKET));
        Path configuration = EngineFiles.writeProperties(home.resolve("s3proxy.properties"),
                configuration(buckets, settings));
        JvmCommand jvm = new JvmCommand(Engine.S3, ClassPath.ofModule(settings.root(), "engine-s3"), 96,
                settings.tuning());
        int port = settings.ports().s3();
        return new Program(Engine.S3.programName(),
                jvm.run("org.gaul.s3proxy.Main", "--properties", configuration.toString()),
                jvm.environment(), home, settings.logDirectory().resolve("s3.log"), List.of(port), Readiness.tcp(port),
                Duration.ofSeconds(60));
    }

    private static Properties configuration(Path buckets, EngineSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("s3proxy.endpoint", "http://127.0.0.1:" + settings.ports().s3());
        properties.setProperty("s3proxy.authorization", "aws-v2-or-v4");
        properties.setProperty("s3proxy.identity", settings.secrets().s3AccessKey());
        properties.setProperty("s3proxy.credential", settings.secrets().s3SecretKey());
        properties.setProperty("s3proxy.cors-allow-all", "true");
        properties.setProperty("jclouds.provider", "filesystem-nio2");
        properties.setProperty("jclouds.filesystem.basedir", buckets.toString());
        // S3Proxy signs nothing towards a directory, but asks for an identity all the same.
        properties.setProperty("jclouds.identity", "directory");
        properties.setProperty("jclouds.credential", "directory");
        return properties;
    }
}
