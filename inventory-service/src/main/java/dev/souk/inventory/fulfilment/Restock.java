package dev.souk.inventory.fulfilment;

import java.util.UUID;

import dev.souk.inventory.stock.Allocation;

/** Pieces that a return has brought back to the warehouse they came from. */
record Restock(UUID returnId, Allocation pieces) {}
