/** Proves over the databases of the running platform that no stock and no money is lost. */
@NullMarked
package dev.souk.local.check;

import org.jspecify.annotations.NullMarked;
