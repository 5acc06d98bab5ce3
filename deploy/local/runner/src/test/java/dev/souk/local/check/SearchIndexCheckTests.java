package dev.souk.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.local.Service;
import dev.souk.local.check.StubTrigger.Result;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On the real schema of the catalogue, in which two products are published; a stub says how the job ends. */
class SearchIndexCheckTests {

    private static final TestDatabases DATABASES = new TestDatabases();

    private final StubTrigger trigger = new StubTrigger();

    @BeforeAll
    static void catalogue() {
        DATABASES.create();
        DATABASES.run(Service.PRODUCT,
                """
                        insert into category (id, path, name) values ('00000000-0000-0000-0000-000000000001', 'mugs', 'Mugs');
                        insert into product (id, title, description, category_id, attributes, status, version, revision, created_at, updated_at)
                        select gen_random_uuid(), 'Mug', '', '00000000-0000-0000-0000-000000000001', '{}', status, 1, 1, now(), now()
                          from unnest(array['PUBLISHED', 'PUBLISHED', 'DRAFT', 'WITHDRAWN']) status;
                        """);
    }

    @AfterAll
    static void drop() {
        DATABASES.close();
    }

    @AfterEach
    void stop() {
        trigger.close();
    }

    @Test
    void anIndexWithAsManyDocumentsAsThereArePublishedProductsHolds() {
        trigger.thenEnds(equal(1), equal(1));

        Finding finding = check();

        assertThat(finding.offenders()).isEmpty();
        assertThat(finding.lookedAt()).isEqualTo(2);
    }

    @Test
    void aShareThatNobodyComparedIsFound() {
        trigger.thenEnds(equal(1));

        assertThat(check().offenders()).singleElement().asString()
                .startsWith("2 products are published, 1 are in the index");
    }

    @Test
    void productsOnTheirWayToTheIndexAreWaitedFor() {
        trigger.thenEnds(equal(1));
        trigger.thenEnds(equal(2));

        assertThat(check(Duration.ofMinutes(1)).offenders()).isEmpty();
    }

    @Test
    void whatHadToBeRepairedIsToldThoughTheNextCheckWillHold() {
        trigger.thenEnds(failed(
                "2 products and 1 documents compared, 1 missing, 0 outdated, 0 surplus (they are being repaired)"));
        trigger.thenEnds(equal(2));

        assertThat(check(Duration.ofMinutes(1)).offenders()).containsExactly(
                "2 products and 1 documents compared, 1 missing, 0 outdated, 0 surplus (they are being repaired): check again");
        assertThat(check().offenders()).isEmpty();
    }

    @Test
    void whoeverIsAwayIsNamedWithWhatToDo() {
        trigger.thenEnds(equal(2), failed(
                "0 products and 0 documents compared; not all were: Elasticsearch is not available right now"));

        assertThat(check().offenders()).singleElement().asString()
                .endsWith(
                        "Elasticsearch is not available right now: ./souk up starts what does not run, then check again");
    }

    @Test
    void nothingHoldsWhenNobodyCompares() {
        trigger.thenEnds();

        assertThat(check().offenders()).containsExactly(
                "nothing was compared, as no job-scheduler is free: ./souk status");
    }

    @Test
    void aTriggerThatDoesNotRunIsToldLikeAnyOtherFinding() {
        trigger.close();

        assertThat(check().offenders()).singleElement().asString().contains("does not answer: ./souk status");
    }

    private static Result equal(int products) {
        return new Result(true, "%d products and %<d documents compared".formatted(products));
    }

    private static Result failed(String message) {
        return new Result(false, message);
    }

    private Finding check() {
        return check(Duration.ZERO);
    }

    private Finding check(Duration settling) {
        return new SearchIndexCheck(trigger.client(), DATABASES::address).check(settling).finding();
    }
}
