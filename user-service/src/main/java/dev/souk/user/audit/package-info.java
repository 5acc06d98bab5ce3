@NullMarked
package dev.souk.user.audit;

import org.jspecify.annotations.NullMarked;
