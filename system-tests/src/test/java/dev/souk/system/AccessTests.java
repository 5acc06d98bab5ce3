package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.souk.local.Platform;
import dev.souk.local.api.Answer;
import dev.souk.local.api.SoukApi;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Who may do what: every operation that names a resource, called by its owner, another shopper, nobody, an operator and an
 * administrator, gives each the status that {@code docs/access.md} promises. The operations come from the services' own descriptions,
 * so that a new one cannot be forgotten.
 */
@WholePlatform
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTests {

    /** Its body is the provider's, who may add to it; unsigned ones are refused whatever they say ({@link BadInputTests}). */
    private static final String OF_THE_PROVIDER = "POST /api/v1/payments/webhooks/{provider}";

    /** Who is refused so has changed nothing: the next caller tries the same, and fails if that is not true. */
    private static final Set<Integer> REFUSED = Set.of(401, 403, 404);

    /** What a hostile client would like to decide for itself. */
    private static final List<String> WISHES = List.of("price", "status", "userId", "role", "isAdmin", "total");

    private final Platform platform;
    private final Goods goods;
    private final Shoppers shoppers;
    private final AccessTable table = AccessTable.read();
    private List<Operation> operations;
    private Specimens specimens;
    private SoukApi admin;
    private Map<Caller, SoukApi> callers;

    AccessTests(Platform platform, Goods goods, Shoppers shoppers) {
        this.platform = platform;
        this.goods = goods;
        this.shoppers = shoppers;
    }

    @BeforeAll
    void learnTheOperations() {
        operations = Operations.of(platform);
        specimens = new Specimens(platform, goods, shoppers);
        admin = platform.admin();
        callers = Map.of(Caller.STRANGER, shoppers.register().api(), Caller.ANONYMOUS, platform.api(),
                Caller.OPERATOR, platform.operator(), Caller.ADMIN, admin);
    }

    @Test
    void theTableNamesExactlyTheOperationsThatThereAre() {
        assertThat(table.operations()).containsExactlyInAnyOrderElementsOf(
                operations.stream().filter(Operation::namesAResource).map(Operation::name).toList());
    }

    @TestFactory
    Stream<DynamicNode> everyCallerGetsWhatTheTablePromises() {
        return operations.stream().filter(Operation::namesAResource)
                .map(operation -> dynamicContainer(operation.name(), Arrays.stream(Caller.values())
                        .map(caller -> dynamicTest(caller.name(), () -> call(operation, caller)))));
    }

    private void call(Operation operation, Caller caller) {
        Specimens.Specimen specimen = specimens.of(operation);
        SoukApi api = callers.getOrDefault(caller, specimen.owner().api());

        Answer answer = api.call(operation.method(), operation.path(specimen.variables()), specimen.body(),
                specimen.headers());

        if (!REFUSED.contains(answer.status())) {
            specimens.used(operation);
        }
        assertThat(table.status(operation, caller)).as("%s gets %s", caller, answer).hasValue(answer.status());
    }

    @TestFactory
    Stream<DynamicTest> noBodyTakesAFieldThatItDoesNotKnow() {
        return operations.stream().filter(Operation::takesJson)
                .filter(operation -> !operation.name().equals(OF_THE_PROVIDER))
                .flatMap(operation -> WISHES.stream().filter(wish -> !operation.fields().contains(wish))
                        .map(wish -> dynamicTest(operation.name() + " with " + wish, () -> wish(operation, wish))));
    }

    private void wish(Operation operation, String field) {
        Answer answer = admin.call(operation.method(), operation.somewhere(), "{\"" + field + "\": \"1\"}",
                Map.of("Idempotency-Key", UUID.randomUUID().toString()));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.body().path("errors").path(0).path("pointer").asString()).as(answer.toString())
                .isEqualTo("/" + field);
    }
}
