package dev.souk.local.seed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** Invents the products from a list of words. The same words make the same products. */
final class SeedCatalogue {

    private static final int PER_CATEGORY = 17;

    private final Words words;

    private SeedCatalogue(Words words) {
        this.words = words;
    }

    static SeedCatalogue load() {
        try (InputStream words = SeedCatalogue.class.getResourceAsStream("catalogue.json")) {
            return new SeedCatalogue(new JsonMapper().readValue(Objects.requireNonNull(words), Words.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Words(List<String> series, List<Category> categories) {}

    /**
     * What products of one category are made of.
     *
     * @param key begins their ids
     * @param colour of their pictures, as {@code #rrggbb}
     * @param attributes the values to choose from, by name
     * @param price the lowest and the highest, in whole dollars
     */
    record Category(String path, String key, String colour, List<String> brands, List<String> kinds,
            List<String> features, SequencedMap<String, List<Object>> attributes, List<Integer> price) {}

    List<SeedProduct> products() {
        return words.categories().stream().flatMap(category -> products(category).stream()).toList();
    }

    /** The colour of its pictures by product id. */
    Map<String, SeedImage> images() {
        Map<String, SeedImage> images = new LinkedHashMap<>();
        for (Category category : words.categories()) {
            for (int number = 0; number < PER_CATEGORY; number++) {
                images.put(id(category, number), new SeedImage(category.colour(), number));
            }
        }
        return images;
    }

    private List<SeedProduct> products(Category category) {
        return IntStream.range(0, PER_CATEGORY).mapToObj(number -> product(category, number)).toList();
    }

    private SeedProduct product(Category category, int number) {
        Random random = new Random(31L * category.key().hashCode() + number);
        String brand = category.brands().get(number % category.brands().size());
        String kind = category.kinds().get(number % category.kinds().size());
        String model = words.series().get(number % words.series().size()) + " " + (10 + 10 * random.nextInt(9));
        Map<String, Object> attributes = attributes(category, kind, random);
        return new SeedProduct(
                id(category, number),
                title(brand, model, kind, attributes),
                model,
                brand,
                description(category, brand, kind, random),
                price(category, random),
                category.path(),
                attributes);
    }

    private static String id(Category category, int number) {
        return "souk-%s-%02d".formatted(category.key(), number + 1);
    }

    private static String title(String brand, String model, String kind, Map<String, Object> attributes) {
        Object colour = attributes.get("product_colour");
        return "%s %s %s%s".formatted(brand, model, kind, colour == null ? "" : ", " + colour);
    }

    private static String description(Category category, String brand, String kind, Random random) {
        List<String> features = new ArrayList<>(category.features());
        String first = features.remove(random.nextInt(features.size()));
        String second = features.get(random.nextInt(features.size()));
        return "%s by %s. %s %s".formatted(kind, brand, first, second);
    }

    private static Map<String, Object> attributes(Category category, String kind, Random random) {
        Map<String, Object> chosen = new LinkedHashMap<>();
        chosen.put("product_type", kind);
        category.attributes().forEach((name, values) -> chosen.put(name, values.get(random.nextInt(values.size()))));
        return chosen;
    }

    /** Ends in 99 cents, as prices do. */
    private static String price(Category category, Random random) {
        int lowest = category.price().getFirst();
        int dollars = lowest + random.nextInt(category.price().getLast() - lowest);
        return dollars + ".99 USD";
    }
}
