package dev.souk.badshop.order;

import dev.souk.badshop.messaging.Publisher;

record AdapterInDomain(Publisher publisher) {}
