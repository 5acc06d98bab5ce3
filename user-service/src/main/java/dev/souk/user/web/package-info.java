@NullMarked
package dev.souk.user.web;

import org.jspecify.annotations.NullMarked;
