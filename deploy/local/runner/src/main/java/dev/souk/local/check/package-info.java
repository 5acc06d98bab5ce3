/** Proves on the running platform that no stock and no money is lost, and that search shows what is on sale. */
@NullMarked
package dev.souk.local.check;

import org.jspecify.annotations.NullMarked;
