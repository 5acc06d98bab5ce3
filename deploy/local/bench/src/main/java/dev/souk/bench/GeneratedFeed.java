package dev.souk.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A feed of products that look like those of an electronics shop: few brands have most of the products, words repeat as they do in a
 * trade, and every product has a model number of its own. The same number is always the same product.
 */
final class GeneratedFeed {

    private static final long SEED = 20_260_101;
    private static final int BRANDS = 300;
    private static final int SERIES = 400;
    private static final JsonMapper JSON = new JsonMapper();

    private static final List<String> SYLLABLES = List.of("ar", "bel", "cor", "dan", "el", "fen", "gra", "hul", "ix",
            "jor", "kel", "lum", "mer", "nov", "or", "pra", "quen", "rav", "sol", "tri", "ul", "vex", "wen", "zan");
    private static final List<String> TYPES = List.of(
            "Audio > Headphones|wireless headphones", "Audio > Headphones|in-ear headphones",
            "Audio > Headphones|gaming headset", "Audio > Speakers|bluetooth speaker", "Audio > Speakers|soundbar",
            "Audio > Speakers|bookshelf speakers", "Computers > Notebooks|notebook",
            "Computers > Notebooks|notebook sleeve", "Computers > Notebooks|docking station",
            "Computers > Storage|external hard drive", "Computers > Storage|solid state drive",
            "Computers > Storage|memory card", "Computers > Storage|usb flash drive",
            "Computers > Components|graphics card", "Computers > Components|power supply",
            "Computers > Components|memory module", "Computers > Components|processor cooler",
            "Computers > Input|mechanical keyboard", "Computers > Input|optical mouse", "Computers > Input|webcam",
            "Computers > Input|graphics tablet", "Network > Cables|ethernet cable", "Network > Cables|patch panel",
            "Network > Wireless|wireless router", "Network > Wireless|access point", "Network > Wireless|repeater",
            "Network > Switches|network switch", "Printing > Printers|laser printer",
            "Printing > Printers|inkjet printer", "Printing > Supplies|toner cartridge",
            "Printing > Supplies|ink cartridge", "Printing > Supplies|photo paper", "Video > Televisions|television",
            "Video > Televisions|wall mount", "Video > Projectors|projector", "Video > Projectors|projector lamp",
            "Video > Monitors|curved monitor", "Video > Monitors|monitor arm", "Phones > Smartphones|smartphone",
            "Phones > Accessories|phone case", "Phones > Accessories|screen protector",
            "Phones > Accessories|wall charger", "Household > Cleaning|vacuum cleaner",
            "Household > Cleaning|vacuum cleaner bags", "Household > Kitchen|coffee machine",
            "Household > Kitchen|toaster", "Household > Kitchen|electric kettle", "Household > Kitchen|microwave oven",
            "Photo > Cameras|compact camera", "Photo > Cameras|camera bag", "Photo > Lenses|zoom lens",
            "Photo > Lenses|lens filter");
    private static final List<String> ADJECTIVES = List.of("compact", "portable", "slim", "professional", "rugged",
            "quiet", "high-speed", "energy-saving", "waterproof", "foldable", "ergonomic", "adjustable", "universal",
            "premium", "lightweight", "heavy-duty", "rechargeable", "dual", "smart", "classic");
    private static final List<String> COLOURS = List.of("black", "white", "silver", "grey", "blue", "red", "green",
            "graphite", "rose gold", "beige");
    private static final List<String> MATERIALS = List.of("aluminium", "plastic", "stainless steel", "leather", "glass",
            "carbon", "rubber", "nylon");
    private static final List<String> USES = List.of("the home office", "travel", "students", "small teams",
            "large rooms", "the workshop", "the living room", "photographers", "gamers", "everyday use", "the kitchen",
            "meeting rooms");
    private static final List<String> CLAIMS = List.of("Set up in minutes without any tools.",
            "Made for long days and built to last.", "Works with all common systems.",
            "Comes with a two year warranty.", "Saves space wherever it stands.", "Tested by people who use it daily.",
            "Uses up to a third less power than the model before.", "Easy to clean and easy to repair.");

    private final List<String> brands = names(BRANDS, 2, new SplittableRandom(SEED));
    private final List<String> series = names(SERIES, 3, new SplittableRandom(SEED + 1));

    /** Writes the products from one number to before another, compressed with gzip. */
    void write(Path file, int from, int to) {
        try (BufferedWriter lines = new BufferedWriter(new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            for (int number = from; number < to; number++) {
                lines.write(JSON.writeValueAsString(product(number)));
                lines.write('\n');
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write " + file, unwritable);
        }
    }

    /** The fields of one, named as in the Google product feed. */
    Map<String, Object> product(int number) {
        SplittableRandom random = new SplittableRandom(SEED + number * 7_919L);
        String[] type = one(TYPES, random).split("\\|", 2);
        String brand = brands.get(skewed(BRANDS, random));
        String model = "%s-%d%s".formatted(brand.substring(0, 2).toUpperCase(Locale.ROOT), 1_000 + number,
                (char) ('A' + random.nextInt(26)));
        String adjective = one(ADJECTIVES, random);
        String colour = one(COLOURS, random);
        String material = one(MATERIALS, random);
        Map<String, Object> product = new LinkedHashMap<>();
        product.put("id", "bench-" + number);
        product.put("title",
                "%s %s %s %s %s %s".formatted(brand, one(series, random), model, adjective, type[1], colour));
        product.put("name", model);
        product.put("brand", brand);
        product.put("description", "A %s %s of %s for %s. %s %s".formatted(adjective, type[1], material,
                one(USES, random), one(CLAIMS, random), one(CLAIMS, random)));
        product.put("category", type[0]);
        product.put("price", "%d.%02d EUR".formatted(5 + random.nextInt(1_500), random.nextInt(100)));
        product.put("attributes", Map.of("product_colour", colour, "material", material,
                "weight", (50 + random.nextInt(20_000)) / 10.0, "warranty_years", 1 + random.nextInt(5)));
        return product;
    }

    /** The square of an even spread: the first tenth is chosen a third of the time. */
    private static int skewed(int bound, SplittableRandom random) {
        double even = random.nextDouble();
        return (int) (even * even * bound);
    }

    private static String one(List<String> words, SplittableRandom random) {
        return words.get(random.nextInt(words.size()));
    }

    private static List<String> names(int count, int syllables, SplittableRandom random) {
        return IntStream.range(0, count).mapToObj(_ -> {
            StringBuilder name = new StringBuilder();
            for (int syllable = 0; syllable < syllables; syllable++) {
                name.append(one(SYLLABLES, random));
            }
            return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        }).toList();
    }
}
