package dev.souk.engines.elasticsearch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.node.NodeValidationException;
import org.elasticsearch.plugins.PluginBundle;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * Runs a node without the launcher, the security and the monitoring of the distribution: a third of its memory and
 * start-up time. Plugins are not sandboxed, so this is for a node on the loopback address whose plugins are ours.
 */
final class ElasticsearchLauncher {

    /** Of the modules in the distribution, the one that a single node needs. */
    private static final String TRANSPORT = "transport-netty4";

    private ElasticsearchLauncher() {
    }

    /** Arguments: the directories of the distribution, of the configuration and of the plugins. */
    public static void main(String[] args) throws IOException, NodeValidationException, InterruptedException {
        LogConfigurator.configureESLogging();
        LogConfigurator.configureWithoutConfig(Settings.EMPTY);
        Environment environment = environment(Path.of(args[0]), Path.of(args[1]));
        Node node = new Node(environment, plugins(environment, Path.of(args[2])));
        closeAtExit(node);
        node.start();
        // Only daemon threads are left.
        new CountDownLatch(1).await();
    }

    private static Environment environment(Path home, Path configuration) {
        return InternalSettingsPreparer.prepareEnvironment(Settings.EMPTY, Map.of("path.home", home.toString()),
                configuration, () -> "souk");
    }

    private static PluginsLoader plugins(Environment environment, Path directory) {
        Set<PluginBundle> modules = PluginsLoader.loadModulesBundles(environment.modulesDir()).stream()
                .filter(bundle -> bundle.pluginDescriptor().getName().equals(TRANSPORT)).collect(Collectors.toSet());
        return PluginsLoader.createPluginsLoader(modules, PluginsLoader.loadPluginsBundles(directory), Map.of());
    }

    private static void closeAtExit(Node node) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node), "close-node"));
    }

    private static void close(Node node) {
        try {
            node.prepareForClose();
            node.close();
        } catch (IOException e) {
            e.printStackTrace();
        }
    }
}
