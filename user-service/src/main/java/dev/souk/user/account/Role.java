package dev.souk.user.account;

/** What an account may do. An administrator may also do what an operator may. */
public enum Role {
    SHOPPER,
    OPERATOR,
    ADMIN
}
