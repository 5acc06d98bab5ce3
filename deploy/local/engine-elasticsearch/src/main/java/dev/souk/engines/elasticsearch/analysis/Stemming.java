package dev.souk.engines.elasticsearch.analysis;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishMinimalStemFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;

/** What the token filter {@code stemmer} does to English, by its setting {@code language}. */
enum Stemming {

    /** Takes most endings away. */
    ENGLISH(PorterStemFilter::new),
    /** Leads to words of a dictionary. */
    LIGHT_ENGLISH(KStemFilter::new),
    /** Only plurals. */
    MINIMAL_ENGLISH(EnglishMinimalStemFilter::new),
    /** Only the genitive's s. */
    POSSESSIVE_ENGLISH(EnglishPossessiveFilter::new);

    private final UnaryOperator<TokenStream> filter;

    Stemming(UnaryOperator<TokenStream> filter) {
        this.filter = filter;
    }

    /** @throws IllegalArgumentException for a language that the full distribution may know, but this node does not */
    static Stemming of(String language) {
        return Arrays.stream(values()).filter(stemming -> stemming.setting().equals(language)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("this node knows the stemmer languages %s, not [%s]"
                        .formatted(Arrays.stream(values()).map(Stemming::setting).toList(), language)));
    }

    TokenStream over(TokenStream tokens) {
        return filter.apply(tokens);
    }

    private String setting() {
        return name().toLowerCase(Locale.ROOT);
    }
}
