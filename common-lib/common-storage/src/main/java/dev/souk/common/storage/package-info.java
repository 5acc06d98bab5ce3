/** Object storage: any server that speaks S3. */
@NullMarked
package dev.souk.common.storage;

import org.jspecify.annotations.NullMarked;
