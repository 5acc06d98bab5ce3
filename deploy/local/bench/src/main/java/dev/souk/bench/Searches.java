package dev.souk.bench;

/**
 * The same searches, asked in three ways one at a time.
 *
 * @param raw the requests that product-service sends to Elasticsearch for them, sent by the client itself
 * @param fresh product-service, which nobody has asked them before
 * @param repeat product-service, right after
 * @param requests to Elasticsearch for one search, on average
 * @param reachedFresh how many searches Elasticsearch itself counted during the fresh ones
 * @param reachedRepeat the same during the repeats
 */
record Searches(Timings raw, Timings fresh, Timings repeat, double requests, long reachedFresh, long reachedRepeat) {}
