package dev.souk.common.web.problem;

import java.text.ParseException;
import java.time.Instant;
import java.util.Locale;

import dev.souk.common.web.validation.InstantLimits;
import org.springframework.format.datetime.standard.InstantFormatter;

/** Reads the instants of paths and queries as Spring does, and refuses those that no database stores. */
final class InstantsOfQueries extends InstantFormatter {

    @Override
    public Instant parse(String text, Locale locale) throws ParseException {
        return InstantLimits.check(super.parse(text, locale));
    }
}
