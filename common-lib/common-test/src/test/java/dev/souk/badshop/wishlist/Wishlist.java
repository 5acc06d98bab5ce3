package dev.souk.badshop.wishlist;

import dev.souk.badshop.cart.Cart;
import java.util.List;

public record Wishlist(List<Cart> carts) {}
