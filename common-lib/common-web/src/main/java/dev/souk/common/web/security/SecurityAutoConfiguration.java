package dev.souk.common.web.security;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import dev.souk.common.web.problem.ProblemWriter;
import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Every request shows a token that this service verifies itself, whatever stands before it. A service may add a
 * {@link SecurityFilterChain} of its own for paths with other credentials; give it an order below 0.
 */
@AutoConfiguration(before = OAuth2ResourceServerAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(SecurityProperties.class)
@EnableMethodSecurity
class SecurityAutoConfiguration {

    private static final String INTERNAL = "/internal/**";
    private static final String API_DESCRIPTION = "/v3/api-docs/**";

    @Bean
    @ConditionalOnMissingBean
    PublicEndpoints nothingIsPublic() {
        return PublicEndpoints.of();
    }

    @Bean
    static RoleHierarchy roleHierarchy() {
        return RoleHierarchyImpl.withDefaultRolePrefix().role("ADMIN").implies("OPERATOR").build();
    }

    @Bean
    TokenVerification tokenVerification(SecurityProperties properties) {
        return new TokenVerification(properties);
    }

    @Bean
    @ConditionalOnMissingBean
    JwtDecoder peoplesTokens(TokenVerification verification, SecurityProperties properties) {
        return verification.ofPeople(properties.audience());
    }

    /** A request is a span and a meter already; one for each filter around it costs more than all of them together. */
    @Bean
    SecurityObservationSettings unobservedFilters() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    ProblemEntryPoint problemEntryPoint(ProblemWriter problems) {
        return new ProblemEntryPoint(problems);
    }

    /** Probes and metrics: on the management port only, which nothing routes to. */
    @Bean
    @Order(0)
    SecurityFilterChain managementSecurity(HttpSecurity http) {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .csrf(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Bean
    @Order(1)
    SecurityFilterChain internalSecurity(HttpSecurity http, TokenVerification verification,
            SecurityProperties properties, PublicEndpoints publicEndpoints, ProblemEntryPoint refusals) {
        JwtDecoder servicesTokens = verification.ofServices(properties.internalAudience());
        return secured(http.securityMatcher(INTERNAL), servicesTokens, publicEndpoints, refusals);
    }

    @Bean
    @Order(2)
    SecurityFilterChain publicSecurity(HttpSecurity http, JwtDecoder peoplesTokens, PublicEndpoints publicEndpoints,
            ProblemEntryPoint refusals) {
        return secured(http, peoplesTokens, publicEndpoints, refusals);
    }

    @Bean
    WebMvcConfigurer callerArgument() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgument());
            }
        };
    }

    private static SecurityFilterChain secured(HttpSecurity http, JwtDecoder tokens, PublicEndpoints publicEndpoints,
            ProblemEntryPoint refusals) {
        return http
                .csrf(AbstractHttpConfigurer::disable) // no cookie authenticates anybody
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(refusals)
                        .accessDeniedHandler(refusals))
                .oauth2ResourceServer(server -> server
                        .authenticationEntryPoint(refusals)
                        .accessDeniedHandler(refusals)
                        .jwt(jwt -> jwt.decoder(tokens).jwtAuthenticationConverter(rolesAsAuthorities()))
                        .withObjectPostProcessor(tellOutageFromForgery(refusals)))
                .authorizeHttpRequests(requests -> {
                    requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC).permitAll();
                    publicEndpoints.endpoints().forEach(
                            open -> requests.requestMatchers(open.method(), open.pattern()).permitAll());
                    requests.requestMatchers(API_DESCRIPTION).permitAll();
                    requests.anyRequest().authenticated();
                })
                .build();
    }

    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> tellOutageFromForgery(
            ProblemEntryPoint refusals) {
        return new ObjectPostProcessor<>() {
            @Override
            public <T extends BearerTokenAuthenticationFilter> T postProcess(T filter) {
                filter.setAuthenticationFailureHandler(refusals);
                return filter;
            }
        };
    }

    private static JwtAuthenticationConverter rolesAsAuthorities() {
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(SecurityAutoConfiguration::authorities);
        return converter;
    }

    private static Collection<GrantedAuthority> authorities(Jwt token) {
        return Roles.in(token).stream().map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .collect(Collectors.toList());
    }
}
