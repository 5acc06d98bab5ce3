package dev.souk.product.catalogue;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What attributes the products of a category have. Where nothing is defined they have any; else an editor adds no others,
 * and gives those that are required.
 */
final class AttributeRules {

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,15}(\\.\\d{1,15})?");

    private final Map<String, AttributeDefinition> definitions = new LinkedHashMap<>();

    /** @param defined by the category that defines them; of a name that several have the nearest counts */
    AttributeRules(CategoryPath category, Map<CategoryPath, List<AttributeDefinition>> defined) {
        category.lineage().stream().map(path -> defined.getOrDefault(path, List.of())).flatMap(Collection::stream)
                .forEach(definition -> definitions.put(definition.name(), definition));
    }

    /**
     * Checks what an editor says. An edit that leaves the category and all attributes as they were passes, whatever they
     * are: a product that is older than a definition can still be withdrawn.
     *
     * @param before empty for a new product
     * @throws InvalidProduct naming the first attribute that breaks a rule
     */
    void check(ProductDetails edited, Optional<ProductDetails> before) {
        if (definitions.isEmpty() || before.filter(known -> sameAttributes(known, edited)).isPresent()) {
            return;
        }
        Set<String> known = new HashSet<>(definitions.keySet());
        before.ifPresent(details -> all(details).forEach(attributes -> known.addAll(attributes.values().keySet())));
        check("", edited.attributes(), known);
        for (int i = 0; i < edited.variants().size(); i++) {
            check("/variants/" + i, edited.variants().get(i).attributes(), known);
        }
        definitions.values().stream()
                .filter(AttributeDefinition::required)
                .filter(definition -> !edited.attributes().values().containsKey(definition.name()))
                .findFirst()
                .ifPresent(missing -> {
                    throw new InvalidProduct(Attributes.pointer(missing.name()), "is required in this category");
                });
    }

    /**
     * Takes what a feed says: also attributes that are not defined, and numbers that it writes as texts.
     *
     * @throws InvalidProduct naming the first attribute with another type or value than the defined
     */
    Attributes ofFeed(Attributes given) {
        if (definitions.isEmpty()) {
            return given;
        }
        Map<String, Object> taken = new LinkedHashMap<>(given.values());
        taken.replaceAll((name, value) -> {
            AttributeDefinition definition = definitions.get(name);
            if (definition == null) {
                return value;
            }
            Object typed = definition.type() == AttributeDefinition.Type.NUMBER ? number(value) : value;
            definition.check(Attributes.pointer(name), typed);
            return typed;
        });
        return new Attributes(taken);
    }

    private void check(String parent, Attributes attributes, Set<String> known) {
        attributes.values().forEach((name, value) -> {
            String pointer = parent + Attributes.pointer(name);
            if (!known.contains(name)) {
                throw new InvalidProduct(pointer, "is not defined in this category; define it first, or leave it out");
            }
            AttributeDefinition definition = definitions.get(name);
            if (definition != null) {
                definition.check(pointer, value);
            }
        });
    }

    private static Object number(Object value) {
        return value instanceof String text && NUMBER.matcher(text.strip()).matches()
                ? new BigDecimal(text.strip())
                : value;
    }

    private static boolean sameAttributes(ProductDetails one, ProductDetails other) {
        return one.category().equals(other.category()) && all(one).toList().equals(all(other).toList());
    }

    private static Stream<Attributes> all(ProductDetails details) {
        return Stream.concat(Stream.of(details.attributes()), details.variants().stream().map(Variant::attributes));
    }
}
