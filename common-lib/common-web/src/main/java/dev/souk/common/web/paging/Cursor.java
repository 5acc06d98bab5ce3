package dev.souk.common.web.paging;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

import dev.souk.common.web.validation.InstantLimits;

/**
 * Where a page begins: the sort values of the row before it. Clients see an opaque, URL-safe text. It is checked for
 * damage but not secret and not signed, so a query must restrict by owner whatever the cursor says.
 *
 * <p>As a controller parameter it is read from the request's {@code cursor}; declare it {@code @Nullable}, as the
 * first page has none.
 */
public final class Cursor {

    private static final String SEPARATOR = "\u001f";
    private static final int CHECKSUM_BYTES = Integer.BYTES;
    /** A request line holds it beside all else that it has; the edge reads 12 KB. */
    private static final int LONGEST = 4_000;

    private final List<String> parts;

    private Cursor(List<String> parts) {
        this.parts = parts;
    }

    /** @param parts sort values in order, by their {@code toString}: instants, ids, numbers, texts */
    public static Cursor of(Object... parts) {
        return new Cursor(Stream.of(parts).map(Object::toString).toList());
    }

    /** @throws InvalidCursor when no {@code toString} of a cursor can have made this text; answered with 400 */
    public static Cursor parse(String text) {
        if (text.length() > LONGEST) {
            throw new InvalidCursor();
        }
        byte[] bytes = decode(text);
        if (bytes.length <= CHECKSUM_BYTES) {
            throw new InvalidCursor();
        }
        byte[] content = Arrays.copyOfRange(bytes, CHECKSUM_BYTES, bytes.length);
        if (ByteBuffer.wrap(bytes).getInt() != checksum(content)) {
            throw new InvalidCursor();
        }
        return new Cursor(List.of(new String(content, StandardCharsets.UTF_8).split(SEPARATOR, -1)));
    }

    /** @throws InvalidCursor when it has no such part */
    public String text(int index) {
        if (index >= parts.size()) {
            throw new InvalidCursor();
        }
        return parts.get(index);
    }

    /** @throws InvalidCursor when that part is none */
    public UUID uuid(int index) {
        return read(index, UUID::fromString);
    }

    /** @throws InvalidCursor when that part is none, or one that no database stores */
    public Instant instant(int index) {
        return read(index, text -> InstantLimits.check(Instant.parse(text)));
    }

    /** @throws InvalidCursor when that part is none */
    public long number(int index) {
        return read(index, Long::parseLong);
    }

    /** The opaque text for clients. */
    @Override
    public String toString() {
        byte[] content = String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ByteBuffer.allocate(CHECKSUM_BYTES + content.length).putInt(checksum(content)).put(content)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private <T> T read(int index, Function<String, T> reader) {
        try {
            return reader.apply(text(index));
        } catch (IllegalArgumentException | DateTimeException notOfThatType) {
            throw new InvalidCursor();
        }
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw new InvalidCursor();
        }
    }

    private static int checksum(byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        return (int) checksum.getValue();
    }
}
