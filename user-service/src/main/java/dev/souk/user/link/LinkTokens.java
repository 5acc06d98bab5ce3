package dev.souk.user.link;

import dev.souk.user.account.Account;
import dev.souk.user.account.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The links that are out, in Redis, where they forget themselves. */
@Component
class LinkTokens {

    private static final Logger log = LoggerFactory.getLogger(LinkTokens.class);

    private final RedissonClient redisson;

    LinkTokens(RedissonClient redisson) {
        this.redisson = redisson;
    }

    LinkToken issue(LinkPurpose purpose, Account account) {
        LinkToken token = LinkToken.next();
        bucket(purpose, token).set(account.id() + " " + account.passwordVersion() + " " + account.registeredAt(),
                purpose.validity());
        return token;
    }

    /** Whose link it is; it stays good. */
    Optional<Link> find(LinkPurpose purpose, LinkToken token) {
        return link(bucket(purpose, token).get());
    }

    /** Without Redis it stays, and that does no harm: what it was good for is done. */
    void forget(LinkPurpose purpose, LinkToken token) {
        try {
            bucket(purpose, token).delete();
        } catch (RedisException away) {
            log.warn("Redis does not answer: a link that was used stays until it forgets itself", away);
        }
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
                Long.parseLong(parts[1]), Instant.parse(parts[2])));
    }

    /**
     * @param passwordVersion of the account when the link was sent
     * @param registeredAt which registration of the address it was sent for
     */
    record Link(UserId user, long passwordVersion, Instant registeredAt) {}
}
