@NullMarked
package dev.souk.user.session;

import org.jspecify.annotations.NullMarked;
