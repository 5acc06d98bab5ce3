package dev.souk.badshop.order;

import org.apache.kafka.clients.producer.Producer;

record KafkaInDomain(Producer<String, String> producer) {}
