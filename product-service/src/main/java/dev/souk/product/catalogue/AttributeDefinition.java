package dev.souk.product.catalogue;

import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the attribute of this name is in a category.
 *
 * @param unit of a number, for example {@code inch}
 * @param allowedValues of a text; empty when it may be any
 */
public record AttributeDefinition(String name, Type type, @Nullable String unit, List<String> allowedValues,
        boolean required) {

    /** What the values of an attribute are. */
    public enum Type {

        TEXT("a text"),
        NUMBER("a number"),
        BOOLEAN("true or false");

        private final String description;

        Type(String description) {
            this.description = description;
        }

        boolean has(Object value) {
            return switch (this) {
                case TEXT -> value instanceof String;
                case NUMBER -> value instanceof Number;
                case BOOLEAN -> value instanceof Boolean;
            };
        }
    }

    private static final int LONGEST_UNIT = 20;
    private static final int LONGEST_VALUE = 200;
    private static final int MOST_VALUES = 200;

    /** @throws InvalidProduct when the name is none, or the unit or the values do not go with the type */
    public AttributeDefinition {
        allowedValues = List.copyOf(allowedValues);
        Attributes.checkName("/name", name);
        if (unit != null) {
            Texts.checkLine("/unit", unit, LONGEST_UNIT);
            if (type != Type.NUMBER || unit.isBlank()) {
                throw new InvalidProduct("/unit", "only a number has a unit; leave it out when there is none");
            }
        }
        if (!allowedValues.isEmpty() && type != Type.TEXT) {
            throw new InvalidProduct("/allowedValues", "only a text has allowed values");
        }
        if (allowedValues.size() > MOST_VALUES || new HashSet<>(allowedValues).size() < allowedValues.size()) {
            throw new InvalidProduct("/allowedValues", "at most " + MOST_VALUES + " values, each of them once");
        }
        for (int i = 0; i < allowedValues.size(); i++) {
            Texts.checkLine("/allowedValues/" + i, allowedValues.get(i), LONGEST_VALUE);
        }
    }

    /** @throws InvalidProduct when the attribute cannot have this value */
    void check(String pointer, Object value) {
        if (!type.has(value)) {
            throw new InvalidProduct(pointer, "is " + type.description + (unit == null ? "" : " in " + unit));
        }
        if (!allowedValues.isEmpty() && !allowedValues.contains(value)) {
            throw new InvalidProduct(pointer, "is one of: " + String.join(", ", allowedValues));
        }
    }
}
