package dev.souk.product.imports;

import dev.souk.product.catalogue.CatalogueFeed;
import dev.souk.product.catalogue.FeedOutcome;
import dev.souk.product.catalogue.FeedOutcome.Effect;
import dev.souk.product.catalogue.FeedProduct;
import dev.souk.product.catalogue.SkuTaken;
import dev.souk.product.imports.Imports.Claim;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives the lines of a feed their effect: products, bad rows and the checkpoint behind them commit together, batch by batch. */
@Component
final class FeedLoader {

    private static final Logger log = LoggerFactory.getLogger(FeedLoader.class);

    private final Imports imports;
    private final BroughtProducts broughtProducts;
    private final CatalogueFeed catalogue;
    private final FeedParser parser;
    private final ImportProperties properties;
    private final TransactionTemplate transaction;
    private final TransactionTemplate savepoint;

    FeedLoader(Imports imports, BroughtProducts broughtProducts, CatalogueFeed catalogue, FeedParser parser,
            ImportProperties properties, PlatformTransactionManager transactions) {
        this.imports = imports;
        this.broughtProducts = broughtProducts;
        this.catalogue = catalogue;
        this.parser = parser;
        this.properties = properties;
        this.transaction = new TransactionTemplate(transactions);
        this.savepoint = new TransactionTemplate(transactions,
                new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_NESTED));
    }

    /**
     * Goes on after the claim's checkpoint.
     *
     * @param goOn asked between batches
     * @return whether the end of the file was reached
     * @throws LeaseLost when another worker has taken over; then nothing took effect since
     * @throws UnreadableFeed when the file is damaged or too large
     */
    boolean load(Claim claim, InputStream file, BooleanSupplier goOn) throws IOException {
        try (FeedLines lines = FeedLines.of(file, properties)) {
            while (lines.skipSome(claim.lines())) {
                if (!goOn.getAsBoolean()) {
                    return false;
                }
            }
            for (List<FeedLine> batch = lines.batch(); !batch.isEmpty(); batch = lines.batch()) {
                if (!goOn.getAsBoolean()) {
                    return false;
                }
                load(claim, batch);
            }
        }
        return true;
    }

    private void load(Claim claim, List<FeedLine> lines) {
        try {
            transaction.executeWithoutResult(
                    _ -> load(claim, lines, batch -> catalogue.takeOver(batch.products(), claim.importId())));
        } catch (DataIntegrityViolationException | SkuTaken oneOfThem) {
            log.debug("Import {}: the batch that ends in line {} is taken over row by row", claim.importId(),
                    lines.getLast().number(), oneOfThem);
            transaction.executeWithoutResult(_ -> load(claim, lines, batch -> rowByRow(claim, batch)));
        }
    }

    private void load(Claim claim, List<FeedLine> lines, Function<FeedBatch, List<FeedOutcome>> takeOver) {
        FeedBatch batch = FeedBatch.read(lines, parser);
        batch.withoutEarlier(broughtProducts.find(claim.importId(), batch.brought().keySet()));
        batch.withoutTaken(catalogue.takenSkus(batch.products()));
        batch.withoutMisfits(catalogue.misfits(batch.products()));
        List<FeedOutcome> outcomes = takeOver.apply(batch);
        broughtProducts.add(claim.importId(), outcomes, batch.brought());
        imports.addErrors(claim.importId(), batch.errors());
        imports.advance(claim, progress(batch, outcomes));
    }

    /** Finds the rows that the database refuses although the rules do not, and makes bad rows of them. */
    private List<FeedOutcome> rowByRow(Claim claim, FeedBatch batch) {
        List<FeedOutcome> outcomes = new ArrayList<>();
        for (FeedProduct product : List.copyOf(batch.products())) {
            try {
                outcomes.addAll(Objects.requireNonNull(
                        savepoint.execute(_ -> catalogue.takeOver(List.of(product), claim.importId()))));
            } catch (SkuTaken taken) {
                batch.refuse(product.externalId(), "id: the SKU belongs to another product");
            } catch (DataIntegrityViolationException refused) {
                log.warn("The database refuses product {} of a feed: {}", product.externalId(),
                        refused.getMostSpecificCause().getMessage());
                batch.refuse(product.externalId(), "the database refuses this row; the service's log says why");
            }
        }
        return outcomes;
    }

    private static Imports.Progress progress(FeedBatch batch, List<FeedOutcome> outcomes) {
        return new Imports.Progress(batch.lastLine(), count(outcomes, Effect.CREATED),
                count(outcomes, Effect.CHANGED), count(outcomes, Effect.UNCHANGED) + batch.repetitions(),
                batch.errors().size());
    }

    private static long count(List<FeedOutcome> outcomes, Effect effect) {
        return outcomes.stream().filter(outcome -> outcome.effect() == effect).count();
    }
}
