package dev.souk.user.address;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a parcel goes. Every part is one line of text; which parts a country uses, and in which form, is left to the country.
 *
 * @param countryCode ISO 3166-1 alpha-2, in capitals
 */
public record PostalAddress(String recipient, String line1, @Nullable String line2, String city,
        @Nullable String region,
        String postalCode, String countryCode, @Nullable String phone) {

    public static final int LONGEST_PART = 120;

    /** Text without control characters, line or paragraph separators: nothing can break out of its line on a label. */
    private static final Pattern ONE_LINE = Pattern.compile("[^\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]*");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    public PostalAddress {
        if (Stream.of(recipient, line1, city, postalCode).anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("An address needs a recipient, a first line, a city and a postal code");
        }
        if (!Stream.of(recipient, line1, line2, city, region, postalCode, phone).allMatch(PostalAddress::isOneLine)) {
            throw new IllegalArgumentException(
                    "Each part of an address is one line of at most %d characters".formatted(LONGEST_PART));
        }
        if (!isCountry(countryCode)) {
            throw new IllegalArgumentException(countryCode + " is no country code of ISO 3166-1");
        }
    }

    public static boolean isCountry(String code) {
        return COUNTRIES.contains(code);
    }

    private static boolean isOneLine(@Nullable String part) {
        return part == null || (part.length() <= LONGEST_PART && ONE_LINE.matcher(part).matches());
    }
}
