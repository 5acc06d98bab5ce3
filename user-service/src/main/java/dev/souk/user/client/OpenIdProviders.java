package dev.souk.user.client;

import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.user.oidc.Identity;
import dev.souk.user.oidc.OidcProperties;
import dev.souk.user.oidc.SignInRefused;
import dev.souk.user.oidc.SignIns.SignIn;
import dev.souk.user.oidc.UnknownProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * Asks providers of OpenID Connect who somebody is. However many calls that takes, the answer comes within {@code souk.oidc.patience}.
 */
@Component
public class OpenIdProviders {

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(1);

    private final Map<String, OpenIdProvider> providers;
    private final Duration patience;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    OpenIdProviders(OidcProperties properties) {
        patience = properties.patience();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(CONNECT_PATIENCE).build());
        requests.setReadTimeout(patience);
        RestClient http = RestClient.builder().requestFactory(requests).build();
        providers = properties.providers().entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
                entry -> new OpenIdProvider(entry.getKey(), entry.getValue(), properties.callback(entry.getKey()), http,
                        patience)));
    }

    /**
     * Where the browser goes to sign in.
     *
     * @throws UnknownProvider when none of that name is configured
     * @throws DependencyUnavailable when the provider does not answer in time, or it or our settings are wrong
     */
    public URI authorization(SignIn signIn) {
        OpenIdProvider provider = provider(signIn.provider());
        return inTime(signIn.provider(), () -> provider.authorization(signIn));
    }

    /**
     * Who signed in, for the code that the browser brought back.
     *
     * @throws SignInRefused when the provider does not take the code, or its answer is not to be believed
     * @throws DependencyUnavailable when the provider does not answer in time, or it or our settings are wrong
     */
    public Identity identity(SignIn signIn, String code) {
        OpenIdProvider provider = provider(signIn.provider());
        return inTime(signIn.provider(), () -> provider.identity(signIn, code));
    }

    /** @throws UnknownProvider when none of that name is configured */
    public void require(String name) {
        provider(name);
    }

    private OpenIdProvider provider(String name) {
        OpenIdProvider provider = providers.get(name);
        if (provider == null) {
            throw new UnknownProvider(name);
        }
        return provider;
    }

    private <T> T inTime(String provider, Callable<T> exchange) {
        Future<T> answer = calls.submit(exchange);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException("A provider was asked", e.getCause());
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new DependencyUnavailable(provider, late);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new DependencyUnavailable(provider, e);
        }
    }
}
