package dev.souk.badshop.web;

import dev.souk.badshop.messaging.Publisher;

record MessagingInWeb(Publisher publisher) {}
