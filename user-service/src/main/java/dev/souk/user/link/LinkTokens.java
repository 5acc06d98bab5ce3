package dev.souk.user.link;

import dev.souk.user.account.Account;
import dev.souk.user.account.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.stereotype.Component;

/** The links that are out, in Redis, where they forget themselves. */
@Component
class LinkTokens {

    private final RedissonClient redisson;
    private final Clock clock;

    LinkTokens(RedissonClient redisson, Clock clock) {
        this.redisson = redisson;
        this.clock = clock;
    }

    LinkToken issue(LinkPurpose purpose, Account account) {
        LinkToken token = LinkToken.next();
        bucket(purpose, token).set(account.id() + " " + clock.millis() + " " + account.registeredAt(),
                purpose.validity());
        return token;
    }

    /** Whose link it is; it stays good. */
    Optional<Link> find(LinkPurpose purpose, LinkToken token) {
        return link(bucket(purpose, token).get());
    }

    /** Whose link it is, for one caller only however many come at once. */
    Optional<Link> redeem(LinkPurpose purpose, LinkToken token) {
        return link(bucket(purpose, token).getAndDelete());
    }

    private RBucket<String> bucket(LinkPurpose purpose, LinkToken token) {
        return redisson.getBucket("souk:user:links:" + purpose + ":" + token.hash(), StringCodec.INSTANCE);
    }

    private static Optional<Link> link(@Nullable String stored) {
        if (stored == null) {
            return Optional.empty();
        }
        String[] parts = stored.split(" ", 3);
        if (parts.length < 3) {
            // of a release that did not tell registrations apart
            return Optional.empty();
        }
        return Optional.of(new Link(new UserId(UUID.fromString(parts[0])),
                Instant.ofEpochMilli(Long.parseLong(parts[1])), Instant.parse(parts[2])));
    }

    /** @param registeredAt which registration of the address it was sent for */
    record Link(UserId user, Instant issuedAt, Instant registeredAt) {}
}
