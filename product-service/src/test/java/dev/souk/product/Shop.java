package dev.souk.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.souk.common.web.test.TestTokens;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The API in the words of the tests. */
public final class Shop {

    /** Who writes in all tests. */
    public static final UUID OPERATOR_ID = UUID.randomUUID();

    private static final String OPERATOR = TestTokens.person(OPERATOR_ID, "SHOPPER", "OPERATOR").bearer();

    private final MockMvcTester mvc;

    public Shop(MockMvcTester mvc) {
        this.mvc = mvc;
    }

    /** A category that no other test has. */
    public String newCategory() {
        return newCategory("Category " + UUID.randomUUID());
    }

    public String newCategory(String name) {
        MvcTestResult added = post("/api/v1/categories", "{\"name\": \"" + name + "\"}");
        assertThat(added).hasStatus(201);
        return read(added, "$.path");
    }

    /** The answer to a new product with the SKU as its only variant. */
    public MvcTestResult add(String title, String sku, String category, long amount) {
        return post("/api/v1/products", product(title, sku, category, amount));
    }

    /** The id of a new product. */
    public String newProduct(String title, String sku, String category, long amount) {
        MvcTestResult added = add(title, sku, category, amount);
        assertThat(added).hasStatus(201);
        return read(added, "$.id");
    }

    public static String product(String title, String sku, String category, long amount) {
        return """
                {"title": "%s", "category": "%s", "brand": "Acme", "variants":
                    [{"sku": "%s", "price": {"amount": %d, "currency": "USD"}}]}
                """.formatted(title, category, sku, amount);
    }

    /** The id of a new product with a description and attributes; each may be an empty text. */
    public String newProduct(String title, String category, String brand, String description, String attributes) {
        MvcTestResult added = post("/api/v1/products", """
                {"title": "%s", "category": "%s", "brand": "%s", "description": "%s", "attributes": {%s},
                 "variants": [{"sku": "S%s", "price": {"amount": 1999, "currency": "USD"}}]}
                """.formatted(title, category, brand, description, attributes, UUID.randomUUID()));
        assertThat(added).hasStatus(201);
        return read(added, "$.id");
    }

    public MvcTestResult get(String path, Object... variables) {
        return mvc.get().uri(path, variables).exchange();
    }

    /** The path exactly as it stands there, with its escapes. */
    public MvcTestResult getRaw(String path) {
        return mvc.get().uri(URI.create(path)).exchange();
    }

    public MvcTestResult getAsOperator(String path) {
        return mvc.get().uri(path).header(HttpHeaders.AUTHORIZATION, OPERATOR).exchange();
    }

    public MvcTestResult getUnlessMatch(String path, String tag) {
        return mvc.get().uri(path).header(HttpHeaders.IF_NONE_MATCH, tag).exchange();
    }

    public MvcTestResult post(String path, String json) {
        return mvc.post().uri(path).header(HttpHeaders.AUTHORIZATION, OPERATOR)
                .contentType(MediaType.APPLICATION_JSON).content(json).exchange();
    }

    public MvcTestResult postWithKey(String path, String json, String key) {
        return mvc.post().uri(path).header(HttpHeaders.AUTHORIZATION, OPERATOR).header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON).content(json).exchange();
    }

    public MvcTestResult put(String path, String ifMatch, String json) {
        return mvc.put().uri(path).header(HttpHeaders.AUTHORIZATION, OPERATOR).header(HttpHeaders.IF_MATCH, ifMatch)
                .contentType(MediaType.APPLICATION_JSON).content(json).exchange();
    }

    public MvcTestResult patch(String path, String ifMatch, String json) {
        return mvc.patch().uri(path).header(HttpHeaders.AUTHORIZATION, OPERATOR).header(HttpHeaders.IF_MATCH, ifMatch)
                .contentType(MediaType.APPLICATION_JSON).content(json).exchange();
    }

    public MvcTestResult delete(String path, String ifMatch) {
        return mvc.delete().uri(path).header(HttpHeaders.AUTHORIZATION, OPERATOR)
                .header(HttpHeaders.IF_MATCH, ifMatch).exchange();
    }

    public MvcTestResult importFeed(String feed) {
        return importFeed(feed.getBytes(StandardCharsets.UTF_8));
    }

    public MvcTestResult importFeed(byte[] feed) {
        return mvc.post().uri("/api/v1/catalogue/imports").multipart()
                .file(new MockMultipartFile("file", "feed.jsonl", null, feed))
                .header(HttpHeaders.AUTHORIZATION, OPERATOR).exchange();
    }

    public MvcTestResult importFeedWithKey(byte[] feed, String key) {
        return mvc.post().uri("/api/v1/catalogue/imports").multipart()
                .file(new MockMultipartFile("file", "feed.jsonl", null, feed))
                .header(HttpHeaders.AUTHORIZATION, OPERATOR).header("Idempotency-Key", key).exchange();
    }

    /** The answer to an import of what is at the URL. */
    public MvcTestResult importUrl(String url) {
        return post("/api/v1/catalogue/imports", "{\"url\": \"" + url + "\"}");
    }

    /** A value of the answer's body. */
    public static <T> T read(MvcTestResult answer, String path) {
        return JsonPath.read(body(answer), path);
    }

    public static String body(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString(StandardCharsets.UTF_8);
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static String tag(MvcTestResult answer) {
        return String.valueOf(answer.getResponse().getHeader(HttpHeaders.ETAG));
    }
}
