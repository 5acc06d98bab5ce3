package dev.souk.system;

import dev.souk.engines.ProjectRoot;
import dev.souk.local.Platform;
import dev.souk.local.PlatformHome;
import dev.souk.local.PlatformOwner;
import dev.souk.local.PlatformRunner;
import dev.souk.local.StartupListener;
import dev.souk.local.chaos.Wiring;
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
        return List.of(Platform.class, PlatformRunner.class, Wiring.class, Goods.class, Shoppers.class).contains(type);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        Platform platform = shared(context).platform();
        if (type == PlatformRunner.class) {
            return shared(context).runner();
        }
        if (type == Wiring.class) {
            return shared(context).wiring();
        }
        if (type == Goods.class) {
            return new Goods(platform);
        }
        return type == Shoppers.class ? new Shoppers(platform) : platform;
    }

    private static Shared shared(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent(Shared.class, _ -> Shared.start(), Shared.class);
    }

    /**
     * Wired, so that chaos can hurt it, and a call to the provider is leased for seconds only: who takes it over from a dead
     * service waits for that. Closed by JUnit after the last class, or by its owner's watcher when the build dies before.
     */
    private record Shared(PlatformOwner owner, Platform platform, Wiring wiring, PlatformRunner runner)
            implements
                AutoCloseable {

        static Shared start() {
            ProjectRoot root = ProjectRoot.above(Path.of(""));
            PlatformHome home = new PlatformHome(root, root.directory().resolve("system-tests/target/platform"));
            PlatformOwner owner = PlatformOwner.of(home);
            try {
                Platform platform = Platform.onFreePorts(home);
                Wiring wiring = new Wiring(platform);
                PlatformRunner runner = new PlatformRunner(platform, wiring);
                runner.start(StartupListener.silent());
                runner.train(); // so many services are started again that it pays
                return new Shared(owner, platform, wiring, runner);
            } catch (RuntimeException e) {
                owner.close();
                throw e;
            }
        }

        @Override
        public void close() {
            PlatformRunner.programNames().forEach(runner::kill); // its data goes, too: there is nothing to finish
            owner.close();
            wiring.close();
        }
    }
}
