package dev.souk.user.session;

import dev.souk.user.token.AccessToken;

/** What a client holds after a login or a refresh. */
public record Tokens(AccessToken access, RefreshToken refresh) {}
