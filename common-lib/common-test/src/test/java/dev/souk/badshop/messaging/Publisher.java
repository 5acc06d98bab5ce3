package dev.souk.badshop.messaging;

public final class Publisher {
}
