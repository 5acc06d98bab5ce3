/** A {@link org.redisson.api.RedissonClient} for one Redis, Sentinel or Cluster, chosen by {@code souk.redis.*}. */
@NullMarked
package dev.souk.common.redis;

import org.jspecify.annotations.NullMarked;
