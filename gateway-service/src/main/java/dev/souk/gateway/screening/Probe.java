package dev.souk.gateway.screening;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Texts that no shopper types into an address or a header, but that scanners and attackers do. The services are safe without
 * this (statements are prepared, answers are JSON): it takes the noise away and shows who makes it. No rule set that others
 * maintain runs on a JVM (ADR 9), so these are few and narrow: a single word, like {@code select}, is never enough.
 */
enum Probe {

    SQL_TAUTOLOGY("['\"`)\\s](or|and|\\|\\||&&)\\s*[('\"]*\\s*([\\w.]+)['\"]*\\s*(=|like)\\s*['\"(]*\\2\\b"),
    SQL_UNION("\\bunion\\b[\\s(/*]+((all|distinct)[\\s(/*]+)?select\\b"),
    SQL_STATEMENT(";\\s*(select|insert|update|delete|drop|alter|create|truncate|exec|execute|shutdown|copy)\\b"),
    SQL_QUOTE_AND_COMMENT("['\"]\\s*\\)*\\s*(;|--|#|/\\*)"),
    SQL_FUNCTION(
            "\\b(sleep|pg_sleep|benchmark|waitfor\\s+delay|load_file|xp_cmdshell|extractvalue|updatexml)\\s*['\"(]"),
    SQL_SCHEMA("\\b(information_schema|pg_catalog|sqlite_master|sys\\.(tables|objects))\\b"),
    SCRIPT_ELEMENT("<\\s*/?\\s*(script|iframe|object|embed|svg|math|base|meta|link|style|form|img|video|audio)\\b"),
    SCRIPT_HANDLER("\\bon(error|load|click|mouseover|focus|blur|toggle|animationend|begin|pointer\\w+)\\s*="),
    SCRIPT_ADDRESS("\\b(javascript|vbscript|livescript)\\s*:"),
    SCRIPT_DATA("\\bdata\\s*:\\s*text/html"),
    TEMPLATE("\\$\\{\\s*(jndi|env|sys|java|lower|upper)\\s*:|#\\{\\s*t\\(|\\{\\{.*constructor"),
    TRAVERSAL("(^|[/\\\\=])\\.\\.([/\\\\]|$)");

    private static final List<Probe> ALL = List.of(values());

    private final Pattern pattern;

    Probe(String pattern) {
        this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    }

    /** @param text decoded; of any length, since every pattern reads it in one go */
    static Optional<Probe> in(String text) {
        return Spelling.isPlain(text) && !text.toLowerCase(Locale.ROOT).contains("union/")
                ? Optional.empty() // each of the others needs another character
                : ALL.stream().filter(probe -> probe.pattern.matcher(text).find()).findFirst();
    }
}
