package dev.souk.common.web.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.souk.common.web.example.Calls;
import dev.souk.common.web.example.ExampleServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ExampleServiceTest
class PagingTests {

    @LocalServerPort
    int port;

    @Test
    void aCursorComesBackAsItWentOut() {
        Instant instant = Instant.parse("2026-03-01T12:00:00.123456Z");
        UUID id = UUID.randomUUID();

        Cursor cursor = Cursor.parse(Cursor.of(instant, id, 42L, "größer / kleiner").toString());

        assertThat(cursor.instant(0)).isEqualTo(instant);
        assertThat(cursor.uuid(1)).isEqualTo(id);
        assertThat(cursor.number(2)).isEqualTo(42);
        assertThat(cursor.text(3)).isEqualTo("größer / kleiner");
        assertThat(cursor.toString()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void aCursorOfAnotherCollectionIsRefused() {
        Cursor cursor = Cursor.of("not a number");

        assertThatExceptionOfType(InvalidCursor.class).isThrownBy(() -> cursor.number(0));
        assertThatExceptionOfType(InvalidCursor.class).isThrownBy(() -> cursor.uuid(0));
        assertThatExceptionOfType(InvalidCursor.class).isThrownBy(() -> cursor.instant(0));
        assertThatExceptionOfType(InvalidCursor.class).isThrownBy(() -> cursor.text(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+300000-01-01T00:00:00Z", "0000-12-31T23:59:59Z"})
    void aCursorWithAnInstantThatNoDatabaseStoresIsRefused(String instant) {
        assertThatExceptionOfType(InvalidCursor.class).isThrownBy(() -> Cursor.of(instant).instant(0));
    }

    @Test
    void aRowTooManyTellsThatThereIsANextPage() {
        PageSize two = new PageSize(2);

        CursorPage<Integer> page = CursorPage.of(List.of(1, 2, 3), two, Cursor::of);

        assertThat(page.items()).containsExactly(1, 2);
        assertThat(page.nextCursor()).isEqualTo(Cursor.of(2).toString());
        assertThat(CursorPage.of(List.of(1, 2), two, Cursor::of).nextCursor()).isNull();
    }

    @Test
    void sizeAndCursorAreReadFromTheRequest() {
        Calls calls = new Calls(port);

        assertThat(calls.get("/public/page").json().path("nextCursor").asString()).isEqualTo("20/first");
        assertThat(calls.get("/public/page?size=100&cursor=" + Cursor.of(7)).json().path("nextCursor").asString())
                .isEqualTo("100/7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"size=0", "size=-1", "size=101", "size=ten", "size=99999999999", "cursor=forged", "cursor=",
            "cursor=AAAAAAAAAAAA", "cursor=%F0%9F%98%80"})
    void garbageIsRefused(String query) {
        Calls.Answer answer = new Calls(port).get("/public/page?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-page");
    }
}
