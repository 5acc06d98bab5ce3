package dev.souk.common.web.paging;

/**
 * How many items a page holds: 1 to 100, 20 when the request has no {@code size}. Declare it as a controller parameter.
 * Outside of that range it is refused with {@link InvalidPageSize}, which is answered with 400.
 */
public record PageSize(int value) {

    public static final PageSize DEFAULT = new PageSize(20);

    public static final int LARGEST = 100;

    public PageSize {
        if (value < 1 || value > LARGEST) {
            throw new InvalidPageSize();
        }
    }

    static PageSize parse(String text) {
        try {
            return new PageSize(Integer.parseInt(text));
        } catch (NumberFormatException notANumber) {
            throw new InvalidPageSize();
        }
    }

    /** The limit of a query that wants to know whether there is a next page. */
    public int plusOne() {
        return value + 1;
    }
}
