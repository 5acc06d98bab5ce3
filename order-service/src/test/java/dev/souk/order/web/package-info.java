@NullMarked
package dev.souk.order.web;

import org.jspecify.annotations.NullMarked;
