package dev.souk.payment.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.souk.common.money.Money;
import dev.souk.payment.intent.PaymentService.Answered;
import dev.souk.payment.provider.ProviderAnswer;

class AnswerStoreTests {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final ConcurrentLinkedQueue<List<Answered>> transactions = new ConcurrentLinkedQueue<>();
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final List<Answered> answers = IntStream.range(0, 4).mapToObj(AnswerStoreTests::answered).toList();

    @Test
    void answersThatComeMeanwhileAreStoredTogether() {
        var stored = storeBehindTheFirst(new AnswerStore(this::transaction));

        stored.forEach(CompletableFuture::join);
        assertThat(transactions).hasSize(2).last().asInstanceOf(
                org.assertj.core.api.InstanceOfAssertFactories.list(Answered.class))
                .containsExactlyInAnyOrderElementsOf(answers.subList(1, 4));
    }

    @Test
    void oneThatCannotBeStoredKeepsNoOtherFromIt() {
        Answered broken = answers.get(2);
        var stored = storeBehindTheFirst(new AnswerStore(all -> {
            if (all.contains(broken)) {
                throw new IllegalStateException("broken");
            }
            transaction(all);
        }));

        assertThatThrownBy(stored.get(2)::join).isInstanceOf(CompletionException.class).hasRootCauseMessage("broken");
        Stream.of(0, 1, 3).map(stored::get).forEach(CompletableFuture::join);
        assertThat(transactions).containsExactlyInAnyOrder(List.of(answers.get(0)), List.of(answers.get(1)),
                List.of(answers.get(3)));
    }

    /** The first one is stored while the others come. */
    private List<CompletableFuture<Void>> storeBehindTheFirst(AnswerStore store) {
        var first = CompletableFuture.runAsync(() -> store.store(answers.getFirst()));
        await().atMost(SOON).until(() -> !transactions.isEmpty());
        var others = answers.stream().skip(1).map(answer -> CompletableFuture.runAsync(() -> store.store(answer),
                Thread::startVirtualThread)).toList();
        await().atMost(SOON).until(() -> store.waiting() == others.size());
        firstMayEnd.countDown();
        return Stream.concat(Stream.of(first), others.stream()).toList();
    }

    private void transaction(List<Answered> all) {
        transactions.add(all);
        try {
            firstMayEnd.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Answered answered(int number) {
        return new Answered(new ProviderCall(new UUID(0, number), PaymentId.next(), new OrderId(new UUID(1, number)),
                "key-" + number, Step.AUTHORISE, Money.of(100, "USD"), "tok_visa", null, null),
                new ProviderAnswer.Approved("auth_" + number));
    }
}
