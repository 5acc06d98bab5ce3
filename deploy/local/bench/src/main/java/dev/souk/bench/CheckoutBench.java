package dev.souk.bench;

import dev.souk.engines.JvmTuning;
import dev.souk.engines.ProjectRoot;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures how fast orders are confirmed by order-, inventory- and payment-service together, beside a database transaction
 * alone, and how that changes when everybody wants the same thing.
 */
public final class CheckoutBench {

    /** As {@code ./souk up} starts services, but with C2: this is about speed. */
    static final List<String> JVM_FLAGS = CatalogueBench.JVM_FLAGS;

    private final ProjectRoot root;
    private final Settings settings;
    private final Consumer<String> progress;

    /**
     * @param rounds of each figure
     * @param orders over many SKUs in each round
     * @param connections of the buyers, and of the raw transactions to the database
     * @param buyers of one hot SKU, of which there is a piece for every tenth
     */
    public record Settings(int rounds, int orders, int connections, int buyers) {

        public Settings {
            if (rounds < 1 || rounds > 20 || orders < 100 || orders > 100_000 || connections < 1 || connections > 100
                    || buyers < 100 || buyers > 100_000) {
                throw new IllegalArgumentException(
                        "a bench of the checkout has 1 to 20 rounds of 100 to 100,000 orders, "
                                + "and as many buyers of one SKU, over 1 to 100 connections");
            }
        }

        int pieces() {
            return buyers / 10;
        }
    }

    /** @param progress is told what is done at the moment, for people */
    public CheckoutBench(ProjectRoot root, Settings settings, Consumer<String> progress) {
        this.root = root;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Takes some minutes; all that it has started has ended when it returns or throws.
     *
     * @throws IllegalStateException when more or less was sold than there was, or an order did not come to its end
     */
    public CheckoutReport run() {
        try (Stage stage = new Stage(root, JvmTuning.throughput(), true);
                CheckoutRun run = new CheckoutRun(stage, root, settings, progress, Clock.systemUTC())) {
            return new CheckoutReport(settings, run.measure());
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
