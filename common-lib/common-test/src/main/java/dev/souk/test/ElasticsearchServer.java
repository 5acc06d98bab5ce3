package dev.souk.test;

/**
 * An Elasticsearch node without security.
 *
 * @param url of the form {@code http://host:port}
 */
public record ElasticsearchServer(String url) {}
