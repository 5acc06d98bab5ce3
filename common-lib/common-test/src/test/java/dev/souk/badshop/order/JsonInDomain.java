package dev.souk.badshop.order;

import tools.jackson.databind.JsonNode;

record JsonInDomain(JsonNode node) {}
