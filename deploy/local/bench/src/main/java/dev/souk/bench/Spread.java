package dev.souk.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/** The median of some rounds and how far they lie apart. */
record Spread(double median, double least, double most) {

    static Spread of(DoubleStream rounds) {
        double[] values = rounds.toArray();
        return new Spread(Series.median(values), DoubleStream.of(values).min().orElseThrow(),
                DoubleStream.of(values).max().orElseThrow());
    }

    /** With two decimals. */
    Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("median", rounded(median));
        values.put("min", rounded(least));
        values.put("max", rounded(most));
        return values;
    }

    static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    /** For people, without decimals: {@code 1,250 (1,201..1,313)}. */
    String whole() {
        return String.format(Locale.ROOT, "%,.0f (%,.0f..%,.0f)", median, least, most);
    }

    /** For people: {@code 1.25 (1.20..1.31)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f..%.2f)", median, least, most);
    }
}
