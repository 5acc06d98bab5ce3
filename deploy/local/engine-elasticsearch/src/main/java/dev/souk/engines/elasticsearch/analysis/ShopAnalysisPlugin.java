package dev.souk.engines.elasticsearch.analysis;

import java.io.Reader;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceCharFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingCharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * What Souk's mapping needs of Lucene's analysis beyond the core of Elasticsearch, under the names and with the settings of
 * the full distribution, so that one mapping works on both. A setting that is not known here is refused where ignoring it
 * would let the two differ.
 */
public final class ShopAnalysisPlugin extends Plugin implements AnalysisPlugin {

    @Override
    public Map<String, AnalysisProvider<CharFilterFactory>> getCharFilters() {
        return Map.of("pattern_replace", AnalysisPlugin.requiresAnalysisSettings(
                (_, _, name, settings) -> replacing(name, settings)));
    }

    @Override
    public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
        return Map.of(
                "asciifolding", (_, _, name, settings) -> folding(name, settings),
                "stemmer", AnalysisPlugin.requiresAnalysisSettings((_, _, name, settings) -> filter(name,
                        Stemming.of(settings.get("language", settings.get("name", "english")))::over)),
                "edge_ngram", (_, _, name, settings) -> beginnings(name, settings),
                "pattern_replace", AnalysisPlugin.requiresAnalysisSettings(
                        (_, _, name, settings) -> replacingWithin(name, settings)));
    }

    /** Works in normalizers, too. */
    private static CharFilterFactory replacing(String name, Settings settings) {
        Pattern pattern = Pattern.compile(settings.get("pattern"));
        String replacement = settings.get("replacement", "");
        return new NormalizingCharFilterFactory() {

            @Override
            public String name() {
                return name;
            }

            @Override
            public Reader create(Reader text) {
                return new PatternReplaceCharFilter(pattern, replacement, text);
            }
        };
    }

    /** Keeps normalizers working, too: it changes letters and never the number of tokens. */
    private static TokenFilterFactory folding(String name, Settings settings) {
        boolean preserveOriginal = settings.getAsBoolean("preserve_original", false);
        return new NormalizingTokenFilterFactory() {

            @Override
            public String name() {
                return name;
            }

            @Override
            public TokenStream create(TokenStream tokens) {
                return new ASCIIFoldingFilter(tokens, preserveOriginal);
            }

            @Override
            public TokenStream normalize(TokenStream tokens) {
                return new ASCIIFoldingFilter(tokens);
            }
        };
    }

    private static TokenFilterFactory beginnings(String name, Settings settings) {
        int shortest = settings.getAsInt("min_gram", 1);
        int longest = settings.getAsInt("max_gram", 2);
        boolean preserveOriginal = settings.getAsBoolean("preserve_original", false);
        return filter(name, tokens -> new EdgeNGramTokenFilter(tokens, shortest, longest, preserveOriginal));
    }

    private static TokenFilterFactory replacingWithin(String name, Settings settings) {
        Pattern pattern = Pattern.compile(settings.get("pattern"));
        String replacement = settings.get("replacement", "");
        boolean all = settings.getAsBoolean("all", true);
        return filter(name, tokens -> new PatternReplaceFilter(tokens, pattern, replacement, all));
    }

    private static TokenFilterFactory filter(String name, UnaryOperator<TokenStream> filter) {
        return new TokenFilterFactory() {

            @Override
            public String name() {
                return name;
            }

            @Override
            public TokenStream create(TokenStream tokens) {
                return filter.apply(tokens);
            }
        };
    }
}
