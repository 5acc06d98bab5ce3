package dev.souk.product.catalogue;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The public name of a category: the slugs from the root of the tree to it.
 *
 * @param value for example {@code audio/headphones}
 */
public record CategoryPath(String value) {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_SLUG = Pattern.compile("[^a-z0-9]+");
    private static final Pattern OUTER_DASHES = Pattern.compile("^-+|-+$");
    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*");
    private static final int LONGEST = 250;

    /** @throws InvalidProduct when it is not slugs separated by slashes */
    public CategoryPath {
        if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
            throw new InvalidProduct("/category", "a category is named by its path, for example audio/headphones");
        }
    }

    /** The slug of a name: {@code Salt & pepper} becomes {@code salt-pepper}; empty when the name has no Latin letter or digit. */
    static String slug(String name) {
        String folded = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
        String dashed = NOT_SLUG.matcher(folded.toLowerCase(Locale.ROOT)).replaceAll("-");
        return OUTER_DASHES.matcher(dashed).replaceAll("");
    }

    /** @throws InvalidProduct when no slug can be made of the name, or the path becomes too long */
    static CategoryPath child(Optional<CategoryPath> parent, String name) {
        String slug = slug(name);
        if (slug.isEmpty()) {
            throw new InvalidProduct("/name", "the name of a category has a Latin letter or a digit");
        }
        String path = parent.map(above -> above.value + "/" + slug).orElse(slug);
        checkLength(path.length());
        return new CategoryPath(path);
    }

    /** @throws InvalidProduct when a path is too long */
    static void checkLength(int characters) {
        if (characters > LONGEST) {
            throw new InvalidProduct("/name", "the path of a category has at most " + LONGEST + " characters");
        }
    }

    /** The root first, this path last. */
    public List<CategoryPath> lineage() {
        List<CategoryPath> lineage = new ArrayList<>();
        for (int slash = value.indexOf('/'); slash >= 0; slash = value.indexOf('/', slash + 1)) {
            lineage.add(new CategoryPath(value.substring(0, slash)));
        }
        lineage.add(this);
        return lineage;
    }

    /** Whether this is the other one, or below it. */
    boolean isWithin(CategoryPath other) {
        return value.equals(other.value) || value.startsWith(other.value + "/");
    }

    /** The path one level up; empty for a root. */
    Optional<CategoryPath> parent() {
        int slash = value.lastIndexOf('/');
        return slash < 0 ? Optional.empty() : Optional.of(new CategoryPath(value.substring(0, slash)));
    }

    @Override
    public String toString() {
        return value;
    }
}
