package dev.souk.payment.ledger;

import dev.souk.common.money.Money;

/**
 * An account in one currency.
 *
 * @param balance debits less credits; the balances of all accounts in one currency sum to zero
 */
public record AccountBalance(String code, String name, Money balance) {}
