package dev.souk.badshop.cart;

import dev.souk.badshop.wishlist.Wishlist;

public record Cart(Wishlist wishlist) {}
