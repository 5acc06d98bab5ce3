package dev.souk.product.imports;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.souk.product.download.Downloads;
import dev.souk.product.imports.CatalogueImport.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the feeds that are imported again and again. An import changes what its lines say and nothing else: a product that a
 * feed no longer has stays as it is, because a truncated file must not empty a shop. Operators withdraw it.
 */
@Service
public class FeedService {

    private static final int PIECE = 100;

    private final Feeds feeds;
    private final Downloads downloads;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    FeedService(Feeds feeds, Downloads downloads, ApplicationEventPublisher events, TransactionTemplate transaction) {
        this.feeds = feeds;
        this.downloads = downloads;
        this.events = events;
        this.transaction = transaction;
    }

    /**
     * Registers a feed, or gives it another URL; an import that runs goes on with the former one.
     *
     * @return whether the name is new
     * @throws dev.souk.product.download.DownloadRefused when no file would be fetched from there
     */
    public boolean register(String name, String url, UUID registeredBy) {
        return feeds.put(name, downloads.asked(url).toString(), registeredBy);
    }

    /** @throws FeedNotFound when there is none */
    public Feed find(String name) {
        return feeds.find(name).orElseThrow(() -> new FeedNotFound(name));
    }

    /** In the order of their names, those after a name; all are after the empty one. */
    public List<Feed> after(String name, int limit) {
        return feeds.after(name, limit);
    }

    /**
     * Imports it no more. An import that runs goes on.
     *
     * @throws FeedNotFound when there is none
     */
    public void remove(String name) {
        if (!feeds.remove(name)) {
            throw new FeedNotFound(name);
        }
    }

    /**
     * What became of a call.
     *
     * @param started imports that have begun
     * @param running feeds whose import still goes on, and was left alone
     * @param failed names of feeds whose import before this one has failed
     */
    public record Started(int started, int running, List<String> failed) {}

    /** Starts the import of every feed that has none running. May be called twice, or in several places at once. */
    public Started startImports() {
        int started = 0;
        int running = 0;
        List<String> failed = new ArrayList<>();
        List<Feed> piece;
        String last = "";
        do {
            piece = feeds.after(last, PIECE);
            for (Feed feed : piece) {
                if (feed.lastImport().filter(before -> before.status() == Status.FAILED).isPresent()) {
                    failed.add(feed.name());
                }
                if (startImport(feed)) {
                    started++;
                } else {
                    running++;
                }
                last = feed.name();
            }
        } while (piece.size() == PIECE);
        return new Started(started, running, failed);
    }

    private boolean startImport(Feed feed) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            events.publishEvent(new ImportRequested());
            return feeds.startImport(UuidCreator.getTimeOrderedEpoch(), feed.name());
        }));
    }
}
