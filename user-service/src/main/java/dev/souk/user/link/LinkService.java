package dev.souk.user.link;

import dev.souk.user.account.Account;
import dev.souk.user.account.AccountNotFound;
import dev.souk.user.account.AccountService;
import dev.souk.user.account.Password;
import dev.souk.user.account.PasswordHash;
import dev.souk.user.account.UserId;
import dev.souk.user.link.LinkTokens.Link;
import org.springframework.stereotype.Service;

/**
 * Links that are sent by mail: whoever can follow one reads the mailbox of the account. Each takes effect once, and it is the database that
 * says so, in the transaction of the effect: a link whose use failed can be used again. Only then Redis forgets it.
 */
@Service
public class LinkService {

    private final LinkTokens tokens;
    private final AccountService accounts;

    LinkService(LinkTokens tokens, AccountService accounts) {
        this.tokens = tokens;
        this.accounts = accounts;
    }

    /** A new token for a mail that is about to be sent to the account's address. Nobody can read it again later. */
    public LinkToken issue(LinkPurpose purpose, Account account) {
        return tokens.issue(purpose, account);
    }

    /** @throws LinkExpired when the token is not good, not any more, or was sent for another registration of the address */
    public void verifyEmail(LinkToken token) {
        Link link = find(LinkPurpose.VERIFY_EMAIL, token);
        if (!accounts.verifyEmail(link.user(), link.registeredAt())) {
            throw new LinkExpired();
        }
        tokens.forget(LinkPurpose.VERIFY_EMAIL, token);
    }

    /**
     * Sets the password of the link's account and so ends all its sessions. A password that is refused, or a service that is overloaded,
     * leaves the link good.
     *
     * @throws LinkExpired when the token is not good any more, or the password was changed after the mail was written
     */
    public void resetPassword(LinkToken token, Password password) {
        Link link = find(LinkPurpose.RESET_PASSWORD, token);
        PasswordHash hash = hashed(link.user(), password);
        if (!accounts.resetPassword(link.user(), hash, link.passwordVersion())) {
            throw new LinkExpired();
        }
        tokens.forget(LinkPurpose.RESET_PASSWORD, token);
    }

    private Link find(LinkPurpose purpose, LinkToken token) {
        return tokens.find(purpose, token).orElseThrow(LinkExpired::new);
    }

    private PasswordHash hashed(UserId user, Password password) {
        try {
            return accounts.hash(user, password);
        } catch (AccountNotFound deletedMeanwhile) {
            throw new LinkExpired();
        }
    }
}
