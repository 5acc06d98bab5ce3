/** A provider of OpenID Connect for tests, outside of what the service scans. */
@NullMarked
package dev.souk.provider;

import org.jspecify.annotations.NullMarked;
