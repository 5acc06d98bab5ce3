package dev.souk.product.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is said of attributes in the categories. */
@Repository
class AttributeDefinitions {

    private final JdbcClient jdbc;

    AttributeDefinitions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By category, of these and all above them; parents before their children, without those that define nothing. */
    Map<CategoryPath, List<AttributeDefinition>> along(Collection<CategoryPath> categories) {
        return jdbc.sql("""
                SELECT c.path, d.name, d.type, d.unit, d.allowed_values, d.required
                FROM attribute_definition d JOIN category c ON c.id = d.category_id
                WHERE c.path = ANY (:paths)
                ORDER BY c.path COLLATE "C", d.position""")
                .param("paths", categories.stream().flatMap(category -> category.lineage().stream())
                        .map(CategoryPath::value).distinct().toArray(String[]::new))
                .query((row, _) -> Map.entry(new CategoryPath(row.getString("path")), definition(row)))
                .list().stream()
                .collect(Collectors.groupingBy(Map.Entry::getKey, LinkedHashMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** Makes these the definitions of the category itself, in this order. */
    void replace(Category category, List<AttributeDefinition> definitions) {
        jdbc.sql("DELETE FROM attribute_definition WHERE category_id = :category").param("category", category.id())
                .update();
        IntStream.range(0, definitions.size()).forEach(position -> add(category, position, definitions.get(position)));
    }

    private void add(Category category, int position, AttributeDefinition definition) {
        jdbc.sql("""
                INSERT INTO attribute_definition (category_id, name, position, type, unit, allowed_values, required)
                VALUES (:category, :name, :position, :type, :unit, :allowedValues, :required)""")
                .param("category", category.id())
                .param("name", definition.name())
                .param("position", position)
                .param("type", definition.type().name())
                .param("unit", definition.unit())
                .param("allowedValues", definition.allowedValues().toArray(String[]::new))
                .param("required", definition.required())
                .update();
    }

    private static AttributeDefinition definition(ResultSet row) throws SQLException {
        return new AttributeDefinition(row.getString("name"), AttributeDefinition.Type.valueOf(row.getString("type")),
                row.getString("unit"), Arrays.asList((String[]) row.getArray("allowed_values").getArray()),
                row.getBoolean("required"));
    }
}
