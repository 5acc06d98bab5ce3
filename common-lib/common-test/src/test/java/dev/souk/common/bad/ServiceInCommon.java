package dev.souk.common.bad;

import dev.souk.badshop.cart.Cart;

record ServiceInCommon(Cart cart) {}
