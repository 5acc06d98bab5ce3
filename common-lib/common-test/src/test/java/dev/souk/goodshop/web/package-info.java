@NullMarked
package dev.souk.goodshop.web;

import org.jspecify.annotations.NullMarked;
