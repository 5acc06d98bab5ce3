package dev.souk.product.search;

import dev.souk.product.catalogue.StaleVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The synonyms that operators maintain. Searches see an edit within {@link #FRESH}, on every instance and without a word to
 * Elasticsearch: a search is reworded with them (ADR 12).
 */
@Service
public class SynonymService {

    private static final Logger log = LoggerFactory.getLogger(SynonymService.class);

    /** How old what a search sees may be. */
    static final Duration FRESH = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile Known known = new Known(0, Map.of(), Instant.MIN);

    SynonymService(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Known(long version, Map<String, List<String>> byTerm, Instant checkedAt) {}

    @Transactional(readOnly = true)
    public Synonyms current() {
        return new Synonyms(version(), jdbc.sql("SELECT terms FROM search_synonym_group ORDER BY position")
                .query(SynonymService::terms).list());
    }

    /**
     * Replaces all groups.
     *
     * @param changed with the version that the editor has seen
     * @throws StaleVersion when somebody else was faster
     */
    @Transactional
    public Synonyms replace(Synonyms changed, UUID editor) {
        int edited = jdbc.sql("""
                UPDATE search_synonyms SET version = version + 1, changed_by = :editor, changed_at = :now
                WHERE version = :seen""")
                .param("editor", editor)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("seen", changed.version())
                .update();
        if (edited == 0) {
            throw new StaleVersion("the synonyms were edited in the meantime; read them again");
        }
        jdbc.sql("DELETE FROM search_synonym_group").update();
        for (int i = 0; i < changed.groups().size(); i++) {
            jdbc.sql("INSERT INTO search_synonym_group (position, terms) VALUES (:position, :terms)")
                    .param("position", i)
                    .param("terms", changed.groups().get(i).toArray(String[]::new))
                    .update();
        }
        return new Synonyms(changed.version() + 1, changed.groups());
    }

    /**
     * Other terms by {@link Synonyms#key}. While the database is away, or another search asks it, those that were known last:
     * no search waits for the question of another.
     */
    Map<String, List<String>> byTerm() {
        if (known.checkedAt.isBefore(clock.instant().minus(FRESH)) && refreshing.tryLock()) {
            try {
                known = refreshed(known);
            } finally {
                refreshing.unlock();
            }
        }
        return known.byTerm;
    }

    private Known refreshed(Known last) {
        Instant asked = clock.instant();
        try {
            if (version() == last.version) {
                return new Known(last.version, last.byTerm, asked);
            }
            Synonyms current = current();
            return new Known(current.version(), current.byTerm(), asked);
        } catch (DataAccessException away) {
            log.warn("The synonyms cannot be read; searches use those that were known last", away);
            // from when it has failed, since that may have taken longer than they stay fresh
            return new Known(last.version, last.byTerm, clock.instant());
        }
    }

    private long version() {
        return jdbc.sql("SELECT version FROM search_synonyms").query(Long.class).single();
    }

    private static List<String> terms(ResultSet row, int number) throws SQLException {
        return Arrays.asList((String[]) row.getArray("terms").getArray());
    }
}
