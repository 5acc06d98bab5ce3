package dev.souk.user.account;

/** Somebody registered with this address, which may be theirs, somebody else's, or in use already; told in the transaction of it. */
public record EmailClaimed(EmailAddress email) {}
