package dev.souk.badshop.order;

import org.springframework.web.client.RestClient;

record WebInDomain(RestClient client) {}
