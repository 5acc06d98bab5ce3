package dev.souk.system;

import dev.souk.engines.ProjectRoot;
import dev.souk.local.Platform;
import dev.souk.local.PlatformHome;
import dev.souk.local.PlatformRunner;
import dev.souk.local.StartupListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** See {@link WholePlatform}. */
final class PlatformExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(PlatformExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        shared(context);
    }

    /** What a class stopped and left so would fail every class after it for the wrong reason. */
    @Override
    public void afterAll(ExtensionContext context) {
        shared(context).runner().start(StartupListener.silent());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return List.of(Platform.class, PlatformRunner.class, Goods.class, Shoppers.class).contains(type);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        Platform platform = shared(context).platform();
        if (type == PlatformRunner.class) {
            return shared(context).runner();
        }
        if (type == Goods.class) {
            return new Goods(platform);
        }
        return type == Shoppers.class ? new Shoppers(platform) : platform;
    }

    private static Shared shared(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent(Shared.class, _ -> Shared.start(), Shared.class);
    }

    /** Closed by JUnit after the last class; when the build dies before that, {@link StopWithBuild} does it. */
    private record Shared(Platform platform, PlatformRunner runner) implements AutoCloseable {

        static Shared start() {
            ProjectRoot root = ProjectRoot.above(Path.of(""));
            Path directory = root.directory().resolve("system-tests/target/platform");
            new PlatformRunner(Platform.onFreePorts(new PlatformHome(root, directory))).reset(_ -> {});
            try {
                StopWithBuild.watch(directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Platform platform = Platform.onFreePorts(new PlatformHome(root, directory));
            PlatformRunner runner = new PlatformRunner(platform);
            runner.start(StartupListener.silent());
            return new Shared(platform, runner);
        }

        @Override
        public void close() {
            runner.reset(_ -> {});
        }
    }
}
