package dev.souk.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a shop gets without any thought: four fields with the standard analysis, and one {@code multi_match} over them. */
final class PlainSearch {

    private static final String INDEX = "/plain";
    private static final List<String> FIELDS = List.of("title", "brand", "description", "attributes");
    private static final int IN_ONE_REQUEST = 1_000;

    private final JsonHttp elasticsearch;
    private final JsonMapper json = new JsonMapper();

    PlainSearch(JsonHttp elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    /** Indexes a feed of one JSON object a line, plain or gzip; answers how many products it has. */
    long index(Path feed) {
        Map<String, Object> properties = new LinkedHashMap<>();
        FIELDS.forEach(field -> properties.put(field, Map.of("type", "text")));
        elasticsearch.send("PUT", INDEX, Map.of(
                "settings", Map.of("number_of_shards", 1, "number_of_replicas", 0),
                "mappings", Map.of("properties", properties)));
        long products = 0;
        try (BufferedReader lines = reader(feed)) {
            StringBuilder bulk = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(json.readTree(line), bulk);
                products++;
                if (products % IN_ONE_REQUEST == 0) {
                    send(bulk);
                }
            }
            send(bulk);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + feed, unreadable);
        }
        elasticsearch.get(INDEX + "/_refresh");
        return products;
    }

    /** Ids of the ten best products. */
    List<String> search(String words) {
        JsonNode answer = elasticsearch.send("POST", INDEX + "/_search", Map.of(
                "query", Map.of("multi_match", Map.of("query", words, "type", "best_fields", "fields", FIELDS)),
                "size", Judgements.TOP, "_source", false));
        return answer.at("/hits/hits").valueStream().map(hit -> hit.path("_id").asString()).toList();
    }

    private void add(JsonNode product, StringBuilder bulk) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("title", product.path("title").asString(""));
        document.put("brand", product.path("brand").asString(""));
        document.put("description", product.path("description").asString(""));
        document.put("attributes", product.path("attributes").valueStream().filter(JsonNode::isString)
                .map(JsonNode::asString).toList());
        bulk.append(json.writeValueAsString(Map.of("index", Map.of("_id", product.path("id").asString()))))
                .append('\n').append(json.writeValueAsString(document)).append('\n');
    }

    private void send(StringBuilder bulk) {
        if (!bulk.isEmpty()) {
            JsonNode answer = elasticsearch.send("POST", INDEX + "/_bulk", "application/x-ndjson",
                    BodyPublishers.ofString(bulk.toString()));
            if (answer.path("errors").asBoolean(true)) {
                throw new IllegalStateException("the plain index has refused a product");
            }
            bulk.setLength(0);
        }
    }

    /** Of a file that is compressed with gzip if it is named so. */
    static BufferedReader reader(Path feed) throws IOException {
        InputStream bytes = Files.newInputStream(feed);
        return new BufferedReader(new InputStreamReader(
                feed.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8));
    }
}
