@NullMarked
package dev.souk.badshop.web;

import org.jspecify.annotations.NullMarked;
