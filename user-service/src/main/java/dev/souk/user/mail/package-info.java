@NullMarked
package dev.souk.user.mail;

import org.jspecify.annotations.NullMarked;
