package dev.souk.product.imports;

import dev.souk.product.catalogue.CatalogueFeed;
import dev.souk.product.catalogue.FeedOutcome;
import dev.souk.product.catalogue.FeedOutcome.Effect;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives a batch of lines its effect: products, bad rows and the checkpoint behind them commit together. */
@Component
final class FeedLoader {

    private final Imports imports;
    private final BroughtProducts broughtProducts;
    private final CatalogueFeed catalogue;
    private final FeedParser parser;
    private final ImportProperties properties;
    private final TransactionTemplate transaction;

    FeedLoader(Imports imports, BroughtProducts broughtProducts, CatalogueFeed catalogue, FeedParser parser,
            ImportProperties properties, TransactionTemplate transaction) {
        this.imports = imports;
        this.broughtProducts = broughtProducts;
        this.catalogue = catalogue;
        this.parser = parser;
        this.properties = properties;
        this.transaction = transaction;
    }

    /** @throws LeaseLost when another worker has taken over; then nothing took effect */
    void load(UUID importId, UUID worker, List<FeedLine> lines) {
        FeedBatch batch = FeedBatch.read(lines, parser);
        transaction.executeWithoutResult(_ -> {
            batch.withoutEarlier(broughtProducts.find(importId, batch.brought().keySet()));
            batch.withoutTaken(catalogue.takenSkus(batch.products()));
            List<FeedOutcome> outcomes = catalogue.takeOver(batch.products());
            broughtProducts.add(importId, outcomes, batch.brought());
            imports.addErrors(importId, batch.errors(), properties.errorsKept());
            imports.advance(importId, worker, progress(batch, outcomes), properties.lease());
        });
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
