/** What is refused for its form alone, before anybody looks who sent it. */
@NullMarked
package dev.souk.gateway.screening;

import org.jspecify.annotations.NullMarked;
