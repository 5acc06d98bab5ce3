package dev.souk.notification.domain;

/** A notification is stored in the current transaction and was not told in any other way yet. */
public record NotificationStored(NotificationId id) {}
