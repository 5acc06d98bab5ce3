@NullMarked
package dev.souk.user.account;

import org.jspecify.annotations.NullMarked;
