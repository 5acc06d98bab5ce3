/**
 * The infrastructure that Souk runs on, as local processes: real PostgreSQL, Redis, Kafka, Elasticsearch, Nacos, S3 and
 * mail, without containers.
 */
@NullMarked
package dev.souk.engines;

import org.jspecify.annotations.NullMarked;
